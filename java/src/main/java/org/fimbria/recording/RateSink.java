package org.fimbria.recording;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.fimbria.cosim.Sink;
import org.fimbria.cosim.Units;

/**
 * Averages the first state variable, the excitatory rate, over regions and samples, and hands the
 * state on where a file is wanted.
 */
final class RateSink implements Sink {
  private final long rowBytes;
  private final Optional<StateSink> state;
  private final double[] first;
  private double sum;
  private long samples;

  RateSink(int variables, int regions, Optional<StateSink> state) {
    this.rowBytes = (long) variables * regions * Double.BYTES;
    this.state = state;
    first = new double[regions];
  }

  double meanHz() {
    return samples == 0 ? 0 : Units.khzToHz(sum / samples);
  }

  @Override
  public void append(MemorySegment data, long bytes) {
    for (long at = 0; at < bytes; at += rowBytes) {
      MemorySegment.copy(data, ValueLayout.JAVA_DOUBLE, at, first, 0, first.length);
      for (double value : first) {
        sum += value;
      }
      samples += first.length;
    }
    if (state.isPresent()) {
      state.get().append(data, bytes);
    }
  }

  @Override
  public void flush() {
    state.ifPresent(StateSink::flush);
  }

  @Override
  public void close() {
    state.ifPresent(StateSink::close);
  }
}
