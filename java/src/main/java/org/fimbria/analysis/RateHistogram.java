package org.fimbria.analysis;

/**
 * Spikes of a population per bin of time, over the bins [from + k bin, from + (k + 1) bin). Stamps
 * lie on a grid; one that rounding has put just before the start of a bin belongs to that bin.
 */
public final class RateHistogram {
  private static final double ROUNDING = 1e-6;

  private final double fromMs;
  private final double binMs;
  private final int[] counts;

  /** Over [fromMs, toMs), of whole bins. */
  public RateHistogram(double fromMs, double toMs, double binMs) {
    this.fromMs = fromMs;
    this.binMs = binMs;
    counts = new int[(int) Math.max(0, Math.floor((toMs - fromMs) / binMs + ROUNDING))];
  }

  /** Counts a spike; one outside of the bins does not count. */
  public void add(double timeMs) {
    double bin = Math.floor((timeMs - fromMs) / binMs + ROUNDING);
    if (bin >= 0 && bin < counts.length) {
      counts[(int) bin]++;
    }
  }

  /** [bins] spikes. */
  public int[] counts() {
    return counts.clone();
  }

  /** [bins] mean rate of a neuron in Hz: count / (neurons bin). */
  public double[] rates(long neurons) {
    double perSpike = 1000 / (neurons * binMs);
    double[] rates = new double[counts.length];
    for (int k = 0; k < rates.length; k++) {
      rates[k] = counts[k] * perSpike;
    }
    return rates;
  }
}
