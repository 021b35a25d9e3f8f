package org.fimbria.analysis;

/**
 * Power spectral density over time: one periodogram for each of overlapping segments, as {@link
 * Welch} averages them.
 *
 * @param f [length / 2 + 1] Hz, from 0
 * @param t [segments] s, the middle of each segment from the start of the series
 * @param p [segments][length / 2 + 1] (unit of the series)^2 / Hz
 */
public record Spectrogram(double[] f, double[] t, double[][] p) {
  /**
   * Of a series of evenly spaced samples; one shorter than a segment is one segment.
   *
   * @param rateHz samples per second
   * @param length samples of a segment
   * @param overlap samples that a segment shares with the next
   */
  public static Spectrogram of(double[] series, double rateHz, int length, int overlap) {
    Segments segments = new Segments(series, rateHz, length, overlap);
    double[] t = new double[segments.count()];
    double[][] p = new double[t.length][];
    segments.forEach((segment, density) -> {
      t[segment] = segments.middle(segment) / rateHz;
      p[segment] = density.clone();
    });
    return new Spectrogram(segments.frequencies(), t, p);
  }

  /** Ten times the decimal logarithm of a density, which is at least {@code lowest} dB. */
  public static double decibel(double density, double lowest) {
    return density > 0 ? Math.max(lowest, 10 * Math.log10(density)) : lowest;
  }
}
