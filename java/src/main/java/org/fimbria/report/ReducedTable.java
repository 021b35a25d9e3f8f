package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.api.Dataset;
import java.util.function.IntUnaryOperator;
import org.fimbria.analysis.Reduction;

/** Columns of a table as reduced lines: one pass over the file. */
final class ReducedTable {
  private final Samples samples;
  private final Reduction[] columns;

  private ReducedTable(Samples samples, int columns, IntUnaryOperator buckets) {
    this.samples = samples;
    this.columns = new Reduction[columns];
    for (int column = 0; column < columns; column++) {
      this.columns[column] = new Reduction(samples.count(), buckets.applyAsInt(column));
    }
  }

  /**
   * Reads a table [time][column].
   *
   * @param factor by which each value is multiplied
   * @param buckets of each column
   */
  static ReducedTable read(
      Dataset table, Samples samples, double factor, IntUnaryOperator buckets) {
    int width = table.getDimensions()[1];
    ReducedTable reduced = new ReducedTable(samples, width, buckets);
    samples.read(
        table,
        (values, rows) -> {
          for (int i = 0; i < rows * width; i++) {
            reduced.columns[i % width].add(factor * values[i]);
          }
        });
    return reduced;
  }

  /** The line of a column. */
  ObjectNode line(int column) {
    return samples.line(columns[column]);
  }
}
