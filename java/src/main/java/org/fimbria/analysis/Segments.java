package org.fimbria.analysis;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Periodograms of overlapping segments of a series, each without its mean and under a Hann window.
 *
 * <pre>P(k) = c / (rate sum w^2) |sum_n w(n) (x(n) - mean x) e^(-2 pi i k n / length)|^2</pre>
 *
 * with w(n) = (1 - cos(2 pi n / length)) / 2 and c = 2, at 0 and the Nyquist frequency 1: what
 * {@code scipy.signal.periodogram(detrend='constant', window='hann')} gives.
 */
final class Segments {
  private final double[] series;
  private final double rateHz;
  private final int length;
  private final int hop;
  private final double[] window;
  private final double power;

  /** With a series shorter than {@code length} one segment of all of it. */
  Segments(double[] series, double rateHz, int length, int overlap) {
    this.series = series;
    this.rateHz = rateHz;
    this.length = Math.min(length, series.length);
    hop = length - overlap;
    if (length < 2 || overlap < 0 || hop < 1) {
      throw new IllegalArgumentException("segments of " + length + " overlap by " + overlap);
    }
    window = new double[this.length];
    double sum = 0;
    for (int n = 0; n < window.length; n++) {
      window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / window.length);
      sum += window[n] * window[n];
    }
    power = sum;
  }

  int count() {
    return length < 2 ? 0 : (series.length - length) / hop + 1;
  }

  /** The middle of a segment in samples from the start of the series. */
  double middle(int segment) {
    return segment * (double) hop + length / 2.0;
  }

  /** Hz of each value of a periodogram. */
  double[] frequencies() {
    double[] f = new double[length / 2 + 1];
    for (int k = 0; k < f.length; k++) {
      f[k] = k * rateHz / Math.max(1, length);
    }
    return f;
  }

  /** Correlation of the powers of two segments of white noise, {@code apart} segments apart. */
  double correlation(int apart) {
    double sum = 0;
    for (long n = (long) apart * hop; n < length; n++) {
      sum += window[(int) n] * window[(int) n - apart * hop];
    }
    return sum / power * (sum / power);
  }

  /** Computes the periodograms in their order; the array is the visitor's only during the call. */
  void forEach(Visitor visitor) {
    DoubleFFT_1D transform = new DoubleFFT_1D(Math.max(1, length));
    double[] segment = new double[length];
    double[] density = new double[length / 2 + 1];
    int count = count();
    for (int s = 0; s < count; s++) {
      System.arraycopy(series, s * hop, segment, 0, length);
      taper(segment);
      transform.realForward(segment);
      fill(density, segment);
      visitor.accept(s, density);
    }
  }

  private void taper(double[] segment) {
    double mean = 0;
    for (double value : segment) {
      mean += value;
    }
    mean /= length;
    for (int n = 0; n < length; n++) {
      segment[n] = (segment[n] - mean) * window[n];
    }
  }

  /** Of JTransforms' layout: re(k), im(k) at 2k, 2k + 1; the last real (even) or imaginary at 1. */
  private void fill(double[] density, double[] transformed) {
    double scale = 1 / (rateHz * power);
    density[0] = scale * transformed[0] * transformed[0];
    for (int k = 1; k < density.length; k++) {
      double re = 2 * k < length ? transformed[2 * k] : transformed[1];
      double im = 2 * k + 1 < length ? transformed[2 * k + 1] : 2 * k < length ? transformed[1] : 0;
      density[k] = (2 * k == length ? 1 : 2) * scale * (re * re + im * im);
    }
  }

  /** Takes a periodogram. */
  @FunctionalInterface
  interface Visitor {
    void accept(int segment, double[] density);
  }
}
