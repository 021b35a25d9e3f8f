package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Matrices between Java's arrays of rows and C's memory, row after row. */
final class Matrices {
  private Matrices() {}

  static MemorySegment segment(Arena arena, double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE, (long) rows.length * columns);
    for (int row = 0; row < rows.length; row++) {
      MemorySegment.copy(
          rows[row], 0, out, ValueLayout.JAVA_DOUBLE, (long) row * columns * Double.BYTES, columns);
    }
    return out;
  }

  static double[][] rows(MemorySegment segment, int rows, int columns) {
    double[][] out = new double[rows][columns];
    for (int row = 0; row < rows; row++) {
      MemorySegment.copy(
          segment,
          ValueLayout.JAVA_DOUBLE,
          (long) row * columns * Double.BYTES,
          out[row],
          0,
          columns);
    }
    return out;
  }
}
