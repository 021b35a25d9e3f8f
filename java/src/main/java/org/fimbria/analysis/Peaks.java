package org.fimbria.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Peaks of a spectrum that stand out of their surroundings by more than chance gives.
 *
 * <p>The density is averaged over {@value #SMOOTHING} of its frequency on either side (a rhythm is
 * as sharp as its frequency is high), in dB. The prominence of a local maximum is its height above
 * the higher of the lowest points between it and the next higher value, at most a factor {@value
 * #REACH} of its frequency away. An average of chi-square variables with nu degrees of freedom has
 * a standard deviation of 10 / ln 10 sqrt(2 / nu) dB: a peak has at least {@value #CHANCE} of
 * these.
 */
public final class Peaks {
  /** Part of a frequency on either side over which the density is averaged. */
  static final double SMOOTHING = 0.04;

  /** Ratio of frequencies over which valleys are looked for. */
  static final double REACH = 2;

  /** Standard deviations that noise does not reach in 99 of 100 spectra. */
  static final double CHANCE = 6;

  private static final double DECIBEL = 10 / Math.log(10);

  /** Values of a Hann window's spectrum that one sample of it takes: its noise bandwidth. */
  private static final double BANDWIDTH = 1.5;

  private Peaks() {}

  /** Peaks within [fromHz, toHz], the most prominent first. */
  public static List<Peak> find(PowerSpectrum spectrum, double fromHz, double toHz) {
    double[] f = spectrum.f();
    double[] smooth = new double[f.length];
    double[] level = new double[f.length];
    for (int k = 1; k < f.length; k++) {
      smooth[k] = mean(spectrum.p(), k - half(k), k + half(k));
      level[k] = Spectrogram.decibel(smooth[k], -1000);
    }
    List<Peak> found = new ArrayList<>();
    for (int k = 2; k < f.length - 1; k++) {
      if (f[k] < fromHz || f[k] > toHz || level[k] <= level[k - 1] || level[k] < level[k + 1]) {
        continue;
      }
      double prominence = prominence(level, k);
      double averaged = Math.max(1, (2 * half(k) + 1) / BANDWIDTH);
      double chance = DECIBEL * Math.sqrt(2 / (spectrum.degrees() * averaged));
      if (prominence >= CHANCE * chance) {
        found.add(new Peak(f[k], smooth[k], prominence));
      }
    }
    found.sort(Comparator.comparingDouble(Peak::prominence).reversed());
    return found;
  }

  private static int half(int k) {
    return (int) Math.round(SMOOTHING * k);
  }

  private static double mean(double[] values, int first, int last) {
    double sum = 0;
    int begin = Math.max(1, first);
    int end = Math.min(values.length - 1, last);
    for (int k = begin; k <= end; k++) {
      sum += values[k];
    }
    return sum / (end - begin + 1);
  }

  private static double prominence(double[] level, int peak) {
    int begin = Math.max(1, (int) Math.floor(peak / REACH));
    int end = Math.min(level.length - 1, (int) Math.ceil(peak * REACH));
    return level[peak] - Math.max(valley(level, peak, begin, -1), valley(level, peak, end, 1));
  }

  /** The lowest level from a peak to the next higher one, no farther than {@code last}. */
  private static double valley(double[] level, int peak, int last, int step) {
    double lowest = level[peak];
    for (int k = peak; k != last + step && level[k] <= level[peak]; k += step) {
      lowest = Math.min(lowest, level[k]);
    }
    return lowest;
  }
}
