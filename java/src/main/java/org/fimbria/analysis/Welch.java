package org.fimbria.analysis;

/**
 * Welch's estimate of the power spectral density (doi 10.1109/TAU.1967.1161901): the mean of the
 * periodograms of overlapping segments under a Hann window, each without its own mean. One-sided,
 * per Hz; the values of {@code scipy.signal.welch(series, rateHz, nperseg=length,
 * noverlap=overlap)}.
 */
public final class Welch {
  private Welch() {}

  /** With segments that overlap by half. */
  public static PowerSpectrum density(double[] series, double rateHz, int length) {
    return density(series, rateHz, length, length / 2);
  }

  /**
   * Estimates the density of a series of evenly spaced samples; a series shorter than a segment is
   * one segment.
   *
   * @param rateHz samples per second
   * @param length samples of a segment; the resolution is rateHz / length
   * @param overlap samples that a segment shares with the next
   */
  public static PowerSpectrum density(double[] series, double rateHz, int length, int overlap) {
    Segments segments = new Segments(series, rateHz, length, overlap);
    int count = segments.count();
    double[] p = new double[segments.frequencies().length];
    double[] powers = new double[count];
    segments.forEach((segment, density) -> {
      for (int k = 0; k < p.length; k++) {
        p[k] += density[k] / count;
        powers[segment] += density[k];
      }
    });
    return new PowerSpectrum(segments.frequencies(), p, count, degrees(segments, powers));
  }

  /**
   * Two degrees for each independent segment. As many segments of equal power count as have the
   * same spread of their mean: (sum P)^2 / sum P^2.
   */
  private static double degrees(Segments segments, double[] powers) {
    double sum = 0;
    double squares = 0;
    for (double power : powers) {
      sum += power;
      squares += power * power;
    }
    double equal = squares > 0 ? sum * sum / squares : powers.length;
    double shared = 1;
    for (int apart = 1; apart < powers.length; apart++) {
      double correlation = segments.correlation(apart);
      if (correlation == 0) {
        break;
      }
      shared += 2 * (1 - (double) apart / powers.length) * correlation;
    }
    return 2 * Math.max(1, equal / shared);
  }
}
