package org.fimbria.analysis;

/** Means over a window that moves along a series. */
public final class SlidingMean {
  private SlidingMean() {}

  /**
   * Mean of the {@code width} samples around each one, at the ends of as many as there are. An even
   * width has its surplus sample before.
   */
  public static double[] centred(double[] series, int width) {
    double[] sums = new double[series.length + 1];
    for (int k = 0; k < series.length; k++) {
      sums[k + 1] = sums[k] + series[k];
    }
    double[] means = new double[series.length];
    for (int k = 0; k < series.length; k++) {
      int begin = Math.max(0, k - width / 2);
      int end = Math.min(series.length, k - width / 2 + width);
      means[k] = (sums[end] - sums[begin]) / (end - begin);
    }
    return means;
  }
}
