package org.fimbria.analysis;

import java.util.Arrays;

/**
 * A line with fewer points that looks the same: of each bucket of neighbouring samples the smallest
 * and the largest, at their own times and in their order, so that no peak is lost. A series of at
 * most two samples per bucket is kept whole. Samples that are not finite are left out.
 *
 * <p>Samples are given one after the other, so that a file is read in slices.
 */
public final class Reduction {
  private final long samples;
  private final int buckets;
  private double[] index;
  private double[] value;
  private int size;
  private long next;
  private long bucket = -1;
  private long lowAt;
  private double low;
  private long highAt;
  private double high;

  /**
   * Makes the reduction of a line.
   *
   * @param samples how many will be given
   * @param buckets at most twice as many points come out
   */
  public Reduction(long samples, int buckets) {
    this.samples = samples;
    this.buckets = buckets;
    index = new double[(int) Math.min(samples, 2L * buckets)];
    value = new double[index.length];
  }

  /** A line of points. */
  public record Line(double[] t, double[] y) {}

  /** Reduces samples at t0, t0 + dt, ... */
  public static Line of(double t0, double dt, double[] y, int buckets) {
    Reduction reduction = new Reduction(y.length, buckets);
    for (double sample : y) {
      reduction.add(sample);
    }
    return reduction.line(t0, dt);
  }

  /** Takes the next sample. */
  public void add(double sample) {
    long at = next++;
    if (!Double.isFinite(sample)) {
      return;
    }
    if (samples <= 2L * buckets) {
      put(at, sample);
      return;
    }
    long here = at * buckets / samples;
    if (here != bucket) {
      flush();
      bucket = here;
      lowAt = highAt = at;
      low = high = sample;
    } else if (sample < low) {
      lowAt = at;
      low = sample;
    } else if (sample > high) {
      highAt = at;
      high = sample;
    }
  }

  /** The line of what was given, with samples at t0, t0 + dt, ... */
  public Line line(double t0, double dt) {
    flush();
    bucket = -1;
    double[] t = new double[size];
    for (int k = 0; k < size; k++) {
      t[k] = t0 + index[k] * dt;
    }
    return new Line(t, Arrays.copyOf(value, size));
  }

  private void flush() {
    if (bucket < 0) {
      return;
    }
    if (lowAt == highAt) {
      put(lowAt, low);
    } else if (lowAt < highAt) {
      put(lowAt, low);
      put(highAt, high);
    } else {
      put(highAt, high);
      put(lowAt, low);
    }
  }

  private void put(long at, double sample) {
    if (size == index.length) {
      index = Arrays.copyOf(index, 2 * size + 2);
      value = Arrays.copyOf(value, index.length);
    }
    index[size] = at;
    value[size++] = sample;
  }
}
