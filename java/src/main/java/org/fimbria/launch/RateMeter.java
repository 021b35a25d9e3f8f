package org.fimbria.launch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.cosim.Sink;
import org.fimbria.cosim.Units;

/** Averages the first state variable, the excitatory rate, over regions and samples. */
final class RateMeter implements Sink {
  private final int variables;
  private final int regions;
  private double sum;
  private long samples;

  RateMeter(int variables, int regions) {
    this.variables = variables;
    this.regions = regions;
  }

  double meanHz() {
    return samples == 0 ? 0 : Units.khzToHz(sum / samples);
  }

  @Override
  public void append(MemorySegment data) {
    long rowBytes = (long) variables * regions * Double.BYTES;
    for (long row = 0; row < data.byteSize(); row += rowBytes) {
      for (int region = 0; region < regions; region++) {
        sum += data.get(ValueLayout.JAVA_DOUBLE, row + (long) region * Double.BYTES);
      }
      samples += regions;
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
