package org.fimbria.recording;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.fimbria.cosim.Sink;
import org.fimbria.record.RegionFile;

/** Writes the chosen variables of the brain's state. */
final class StateSink implements Sink {
  private final int variables;
  private final long variableBytes;
  private final int[] chosen;
  private final RegionFile file;
  private final Arena arena = Arena.ofShared();
  private MemorySegment rows = MemorySegment.NULL;

  /**
   * Makes the sink.
   *
   * @param variables in a sample
   * @param chosen indices of the variables that are written, ascending
   */
  StateSink(int variables, int regions, int[] chosen, RegionFile file) {
    this.variables = variables;
    this.variableBytes = (long) regions * Double.BYTES;
    this.chosen = chosen;
    this.file = file;
  }

  @Override
  public void append(MemorySegment data, long bytes) {
    long count = bytes / (variables * variableBytes);
    file.append(count, select(data, count));
  }

  @Override
  public void flush() {
    file.flush();
  }

  @Override
  public void close() {
    file.close();
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private MemorySegment select(MemorySegment data, long count) {
    if (chosen.length == variables) {
      return data;
    }
    if (rows.byteSize() < count * chosen.length * variableBytes) {
      rows = arena.allocate(2 * count * chosen.length * variableBytes, Double.BYTES);
    }
    for (long row = 0; row < count; row++) {
      for (int i = 0; i < chosen.length; i++) {
        MemorySegment.copy(
            data,
            (row * variables + chosen[i]) * variableBytes,
            rows,
            (row * chosen.length + i) * variableBytes,
            variableBytes);
      }
    }
    return rows;
  }
}
