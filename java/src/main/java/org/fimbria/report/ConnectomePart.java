package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fimbria.connectome.Connectome;

/**
 * Weights and lengths of the tracts between regions. Of a connectome that is too large to be shown,
 * each value is the mean over a block of neighbouring regions.
 */
public final class ConnectomePart {
  private static final int MOST_REGIONS = 250;

  private ConnectomePart() {}

  /** The matrices, row = target. */
  public static ObjectNode of(Connectome connectome) {
    int block = (connectome.size() + MOST_REGIONS - 1) / MOST_REGIONS;
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode labels = node.putArray("labels");
    for (int region = 0; region < connectome.size(); region += block) {
      labels.add(connectome.labels().get(region));
    }
    node.put("regions", connectome.size());
    node.put("block", block);
    node.put("orientation", "row = target, column = source");
    node.set("weights", matrix(connectome.weights(), block));
    node.put("lengthUnit", "mm");
    node.set("lengths", matrix(connectome.tract_lengths(), block));
    return node;
  }

  private static ArrayNode matrix(double[][] values, int block) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (int row = 0; row < values.length; row += block) {
      ArrayNode means = rows.addArray();
      for (int column = 0; column < values.length; column += block) {
        means.add(Numbers.number(mean(values, row, column, block)));
      }
    }
    return rows;
  }

  private static double mean(double[][] values, int row, int column, int block) {
    int lastRow = Math.min(values.length, row + block);
    int lastColumn = Math.min(values.length, column + block);
    double sum = 0;
    for (int i = row; i < lastRow; i++) {
      for (int k = column; k < lastColumn; k++) {
        sum += values[i][k];
      }
    }
    return sum / ((lastRow - row) * (lastColumn - column));
  }
}
