package org.fimbria.launch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.fimbria.cosim.Sink;
import org.fimbria.cosim.Units;
import org.fimbria.record.RatesFile;

/**
 * Averages the first state variable, the excitatory rate, over regions and samples, and writes the
 * chosen variables where a file is wanted.
 */
final class RateSink implements Sink {
  private final int variables;
  private final int regions;
  private final int[] chosen;
  private final Optional<RatesFile> file;
  private final Arena arena = Arena.ofShared();
  private final double[] first;
  private MemorySegment rows = MemorySegment.NULL;
  private double sum;
  private long samples;

  /**
   * Makes the sink.
   *
   * @param chosen indices of the variables that are written, ascending
   */
  RateSink(int variables, int regions, int[] chosen, Optional<RatesFile> file) {
    this.variables = variables;
    this.regions = regions;
    this.chosen = chosen;
    this.file = file;
    first = new double[regions];
  }

  double meanHz() {
    return samples == 0 ? 0 : Units.khzToHz(sum / samples);
  }

  @Override
  public void append(MemorySegment data, long bytes) {
    long variableBytes = (long) regions * Double.BYTES;
    long rowBytes = variables * variableBytes;
    long count = bytes / rowBytes;
    for (long row = 0; row < count; row++) {
      MemorySegment.copy(data, ValueLayout.JAVA_DOUBLE, row * rowBytes, first, 0, regions);
      for (double value : first) {
        sum += value;
      }
      samples += regions;
    }
    if (file.isPresent()) {
      file.get().append(count, select(data, count, rowBytes, variableBytes));
    }
  }

  @Override
  public void flush() {
    file.ifPresent(RatesFile::flush);
  }

  @Override
  public void close() {
    file.ifPresent(RatesFile::close);
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private MemorySegment select(MemorySegment data, long count, long rowBytes, long bytes) {
    if (chosen.length == variables) {
      return data;
    }
    if (rows.byteSize() < count * chosen.length * bytes) {
      rows = arena.allocate(2 * count * chosen.length * bytes, Double.BYTES);
    }
    for (long row = 0; row < count; row++) {
      for (int i = 0; i < chosen.length; i++) {
        MemorySegment.copy(
            data,
            row * rowBytes + chosen[i] * bytes,
            rows,
            (row * chosen.length + i) * bytes,
            bytes);
      }
    }
    return rows;
  }
}
