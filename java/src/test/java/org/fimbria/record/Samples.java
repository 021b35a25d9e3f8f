package org.fimbria.record;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Samples [rows][variables][width] whose value is 1000 variable + 0.1 row + width index / 1024. */
final class Samples {
  private Samples() {}

  static MemorySegment of(long firstRow, int rows, int variables, int width) {
    MemorySegment samples =
        Arena.ofAuto().allocate((long) rows * variables * width * Double.BYTES, 8);
    long at = 0;
    for (int row = 0; row < rows; row++) {
      for (int variable = 0; variable < variables; variable++) {
        for (int i = 0; i < width; i++) {
          double value = 1000.0 * variable + 0.1 * (double) (firstRow + row) + i / 1024.0;
          samples.setAtIndex(ValueLayout.JAVA_DOUBLE, at++, value);
        }
      }
    }
    return samples;
  }
}
