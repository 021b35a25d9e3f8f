package org.fimbria.benchmarks;

import java.util.Arrays;

/**
 * Numbers of an iteration whose median is its result: one call that was interrupted spoils none.
 */
public final class Samples {
  private double[] values = new double[1024];
  private int count;

  /** Forgets all. */
  public void clear() {
    count = 0;
  }

  /** Adds one. */
  public void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  /** The median; NaN of none. */
  public double median() {
    if (count == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  }

  /** What this share of the numbers is below; NaN of none. */
  public double quantile(double share) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : sorted[(int) (share * (count - 1))];
  }
}
