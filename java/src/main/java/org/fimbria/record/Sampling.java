package org.fimbria.record;

/**
 * When samples are taken: sample k is the mean over the interval that ends at {@code startMs + (k +
 * 1) * intervalMs}.
 *
 * @param startMs simulated time at which the first interval begins
 */
public record Sampling(double startMs, double intervalMs) {
  /** From the begin of a run. */
  public static Sampling every(double intervalMs) {
    return new Sampling(0, intervalMs);
  }

  /** The middle of the first interval. */
  double firstMiddleMs() {
    return startMs + intervalMs / 2;
  }

  /** The time of the first sample. */
  double firstMs() {
    return startMs + intervalMs;
  }
}
