package org.fimbria.report;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.dataset.DatasetBase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Parts of data sets as primitive numbers, whatever their width: memory stays bounded. */
final class Slices {
  /** Elements that are read at once. */
  static final int ELEMENTS = 1 << 17;

  private Slices() {}

  /** Rows [first, first + count) of a table or a series, flat. */
  static double[] rows(Dataset dataset, long first, int count) {
    int[] length = dataset.getDimensions();
    long[] offset = new long[length.length];
    offset[0] = first;
    length[0] = count;
    return doubles(dataset, offset, length);
  }

  /** A slice of float or double numbers, flat. */
  static double[] doubles(Dataset dataset, long[] offset, int[] length) {
    double[] values = new double[size(length)];
    if (values.length == 0) {
      return values;
    }
    ByteBuffer bytes = bytes(dataset, offset, length);
    if (dataset.getDataType().getSize() == Float.BYTES) {
      float[] single = new float[values.length];
      bytes.asFloatBuffer().get(single);
      Arrays.setAll(values, i -> single[i]);
    } else {
      bytes.asDoubleBuffer().get(values);
    }
    return values;
  }

  /** A slice of a series of whole numbers of 64 bits, below 2^31. */
  static int[] wholes(Dataset dataset, long first, int count) {
    int[] values = new int[count];
    if (count > 0) {
      ByteBuffer bytes = bytes(dataset, new long[] {first}, new int[] {count});
      for (int i = 0; i < count; i++) {
        values[i] = (int) bytes.getLong(i * Long.BYTES);
      }
    }
    return values;
  }

  /** Texts of a data set. */
  static List<String> texts(Dataset dataset) {
    return List.of((String[]) dataset.getData());
  }

  /** A number that an attribute holds. */
  static double number(Node node, String attribute) {
    return ((Number) node.getAttribute(attribute).getData()).doubleValue();
  }

  /** The unit of a data set, empty if it does not say. */
  static String unit(Node node) {
    Attribute units = node.getAttribute("units");
    return units == null ? "" : (String) units.getData();
  }

  /** The library turns unsigned numbers into objects; what is stored is much faster. */
  private static ByteBuffer bytes(Dataset dataset, long[] offset, int[] length) {
    return ((DatasetBase) dataset)
        .getSliceDataBuffer(offset, length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int size(int[] length) {
    int size = 1;
    for (int dimension : length) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }
}
