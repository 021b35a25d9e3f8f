package org.fimbria.record;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory for one column's rows on their way into a file; grows to the largest call and stays. */
final class Staging {
  private MemorySegment segment = MemorySegment.NULL;

  /** At least {@code bytes} of memory, content undefined. */
  MemorySegment atLeast(long bytes) {
    if (segment.byteSize() < bytes) {
      segment =
          Arena.ofAuto()
              .allocate(
                  Math.max(bytes, 2 * segment.byteSize()), ValueLayout.JAVA_LONG.byteAlignment());
    }
    return segment;
  }

  /** The first {@code count} doubles. */
  MemorySegment copy(double[] values, int count) {
    MemorySegment to = atLeast((long) count * Double.BYTES);
    MemorySegment.copy(values, 0, to, ValueLayout.JAVA_DOUBLE, 0, count);
    return to;
  }

  /** The first {@code count} numbers. */
  MemorySegment copy(long[] values, int count) {
    MemorySegment to = atLeast((long) count * Long.BYTES);
    MemorySegment.copy(values, 0, to, ValueLayout.JAVA_LONG, 0, count);
    return to;
  }

  /**
   * The rows of one variable out of samples [rows][variables][width] of doubles.
   *
   * @return [rows][width] doubles
   */
  MemorySegment pick(MemorySegment samples, long rows, int variables, int variable, int width) {
    long rowBytes = (long) width * Double.BYTES;
    MemorySegment picked = atLeast(rows * rowBytes);
    for (long row = 0; row < rows; row++) {
      MemorySegment.copy(
          samples, (row * variables + variable) * rowBytes, picked, row * rowBytes, rowBytes);
    }
    return picked;
  }

  /** The first {@code count} doubles rounded to floats. */
  MemorySegment round(MemorySegment doubles, long count) {
    MemorySegment floats = atLeast(count * Float.BYTES);
    for (long i = 0; i < count; i++) {
      floats.setAtIndex(
          ValueLayout.JAVA_FLOAT, i, (float) doubles.getAtIndex(ValueLayout.JAVA_DOUBLE, i));
    }
    return floats;
  }
}
