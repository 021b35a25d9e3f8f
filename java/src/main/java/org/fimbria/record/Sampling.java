package org.fimbria.record;

import org.fimbria.natives.Hdf5File;

/**
 * When samples are taken: sample k is the mean over the interval that begins at {@code startMs + k
 * * intervalMs}. Its time is the middle of that.
 *
 * @param startMs simulated time at which the first interval begins
 */
public record Sampling(double startMs, double intervalMs) {
  /** From the begin of a run. */
  public static Sampling every(double intervalMs) {
    return new Sampling(0, intervalMs);
  }

  /** The time of the first sample. */
  public double firstMs() {
    return startMs + intervalMs / 2;
  }

  /** Writes the root's attributes that give sample k the time {@code t_start + k * interval}. */
  static void describe(Hdf5File file, double firstMs, double intervalMs) {
    file.attribute("/", "t_start", firstMs);
    file.attribute("/", "interval", intervalMs);
    file.attribute("/", "units", "ms");
  }
}
