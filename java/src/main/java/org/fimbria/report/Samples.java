package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.api.Dataset;
import org.fimbria.analysis.Reduction;
import org.fimbria.report.Window.Span;

/**
 * The rows of a table of evenly spaced samples that lie within a span.
 *
 * @param first row in the file
 * @param count number of rows
 * @param t0 time of the first of them, ms
 * @param dt time from row to row, ms
 */
record Samples(int first, int count, double t0, double dt) {
  private static final double ROUNDING = 1e-6;

  /** Takes rows that were read at once. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Some rows.
     *
     * @param values [rows][columns] flat
     */
    void accept(double[] values, int rows);
  }

  /**
   * Finds the rows.
   *
   * @param start time of the first row of the file
   * @param interval time from row to row
   * @param rows of the file
   */
  static Samples within(Span span, double start, double interval, int rows) {
    double begin = Math.ceil((span.fromMs() - start) / interval - ROUNDING);
    double end = Math.floor((span.toMs() - start) / interval + ROUNDING) + 1;
    int first = (int) Math.clamp(begin, 0.0, rows);
    int last = (int) Math.clamp(end, first, rows);
    return new Samples(first, last - first, start + first * interval, interval);
  }

  /** The line of a reduction that was given the samples of a column. */
  ObjectNode line(Reduction reduction) {
    return Lines.points(t0, dt, reduction.line(t0, dt));
  }

  /** Reads the rows of a table, some at a time. */
  void read(Dataset table, Visitor visitor) {
    int columns = Math.max(1, table.getDimensions()[1]);
    int atOnce = Math.max(1, Slices.ELEMENTS / columns);
    for (int at = 0; at < count; at += atOnce) {
      int rows = Math.min(atOnce, count - at);
      visitor.accept(Slices.rows(table, first + at, rows), rows);
    }
  }
}
