package org.fimbria.live;

import java.util.Arrays;

/**
 * Sums over the last so many bins of simulated time, for several series: what a line of the last
 * seconds is drawn from, in memory that does not grow.
 */
final class History {
  private final int bins;
  private final int series;
  private final double[] sums;
  private final int[] counts;
  private long newest = -1;

  /** Nothing yet. */
  History(int bins, int series) {
    this.bins = bins;
    this.series = series;
    sums = new double[bins * series];
    counts = new int[bins];
  }

  /** A copy that stays as it is. */
  History(History of) {
    bins = of.bins;
    series = of.series;
    sums = of.sums.clone();
    counts = of.counts.clone();
    newest = of.newest;
  }

  /** A row of values of a bin follows; bins never go back. */
  void begin(long bin) {
    for (long next = Math.max(newest + 1, bin - bins + 1); next <= bin; next++) {
      int place = (int) (next % bins);
      Arrays.fill(sums, place * series, (place + 1) * series, 0);
      counts[place] = 0;
    }
    newest = bin;
    counts[(int) (bin % bins)]++;
  }

  /** A value of the row. */
  void add(int which, double value) {
    sums[(int) (newest % bins) * series + which] += value;
  }

  /** The oldest bin that is complete and kept. */
  long first() {
    return Math.max(0, newest - bins + 1);
  }

  /** The bin that is not complete. */
  long end() {
    return Math.max(0, newest);
  }

  /** Of a series, the mean of its rows in each bin from {@link #first} to {@link #end}. */
  double[] means(int which) {
    double[] means = new double[(int) (end() - first())];
    for (int i = 0; i < means.length; i++) {
      int place = (int) ((first() + i) % bins);
      means[i] = counts[place] == 0 ? Double.NaN : sums[place * series + which] / counts[place];
    }
    return means;
  }
}
