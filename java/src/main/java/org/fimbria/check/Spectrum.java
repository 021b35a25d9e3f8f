package org.fimbria.check;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/** Power spectral density of a series in bins of 1 ms. */
final class Spectrum {
  private static final double RATE_HZ = 1000;

  private Spectrum() {}

  /**
   * Welch's estimate, one-sided, per Hz: segments of {@code length} samples that overlap by half,
   * without their mean, under a Hann window.
   *
   * @return [length / 2] at multiples of 1000 / length Hz
   */
  static double[] welch(double[] series, int length) {
    double[] window = new double[length];
    Arrays.setAll(window, k -> 0.5 - 0.5 * Math.cos(2 * Math.PI * k / length));
    double power = Arrays.stream(window).map(w -> w * w).sum();
    DoubleFFT_1D transform = new DoubleFFT_1D(length);
    double[] density = new double[length / 2];
    int segments = 0;
    for (int first = 0; first + length <= series.length; first += length / 2) {
      double[] segment = Arrays.copyOfRange(series, first, first + length);
      double mean = Arrays.stream(segment).average().orElse(0);
      for (int k = 0; k < length; k++) {
        segment[k] = (segment[k] - mean) * window[k];
      }
      transform.realForward(segment);
      for (int k = 1; k < length / 2; k++) {
        double re = segment[2 * k];
        double im = segment[2 * k + 1];
        density[k] += 2 * (re * re + im * im) / (RATE_HZ * power);
      }
      segments++;
    }
    int count = segments;
    return Arrays.stream(density).map(d -> d / count).toArray();
  }
}
