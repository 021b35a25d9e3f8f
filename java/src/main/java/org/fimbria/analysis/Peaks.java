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
 * #REACH} of its frequency away. A peak has at least {@value #LOWEST} dB, twice its surroundings,
 * and more than noise reaches.
 *
 * <p>An average of chi-square variables with nu degrees of freedom has a standard deviation of 10 /
 * ln 10 sqrt(2 / nu) dB. The farther up, the more values there are among which one may be high by
 * chance: at the k-th one a peak needs {@value #CHANCE} + {@value #PER_OCTAVE} log2 k standard
 * deviations, which fewer than 1 of 100 spectra of noise have anywhere, white or red (correlated
 * over 20 or 100 ms), of 5, 11 or 60 s at a resolution of 1 Hz. Where fewer than {@value #DEGREES}
 * degrees of freedom are left, nearly all power is that of a single event, whose shape is no
 * rhythm: it has no peaks.
 */
public final class Peaks {
  /** Part of a frequency on either side over which the density is averaged. */
  static final double SMOOTHING = 0.04;

  /** Ratio of frequencies over which valleys are looked for. */
  static final double REACH = 2;

  /** dB. */
  static final double LOWEST = 3;

  /** Standard deviations. */
  static final double CHANCE = 3.5;

  /** Standard deviations for each doubling of the frequency. */
  static final double PER_OCTAVE = 0.5;

  /** Degrees of freedom of three independent segments. */
  static final double DEGREES = 6;

  private static final double DECIBEL = 10 / Math.log(10);

  /** dB of a density of 0. */
  private static final double SILENCE = -1000;

  /** Values of a Hann window's spectrum that one sample of it takes: its noise bandwidth. */
  private static final double BANDWIDTH = 1.5;

  private Peaks() {}

  /** Peaks within [fromHz, toHz], the most prominent first. */
  public static List<Peak> find(PowerSpectrum spectrum, double fromHz, double toHz) {
    if (spectrum.degrees() < DEGREES) {
      return List.of();
    }
    double[] f = spectrum.f();
    double[] level = new double[f.length];
    for (int k = 1; k < f.length; k++) {
      level[k] = Spectrogram.decibel(mean(spectrum.p(), k - half(k), k + half(k)), SILENCE);
    }
    List<Peak> found = new ArrayList<>();
    for (int k = 2; k < f.length - 1; k++) {
      if (f[k] < fromHz || f[k] > toHz || level[k] <= level[k - 1] || level[k] < level[k + 1]) {
        continue;
      }
      double prominence = prominence(level, k);
      if (prominence >= Math.max(LOWEST, chance(spectrum.degrees(), k))) {
        found.add(new Peak(f[k], highest(spectrum.p(), k), prominence));
      }
    }
    found.sort(Comparator.comparingDouble(Peak::prominence).reversed());
    return found;
  }

  /** The prominence in dB that noise does not reach at the k-th value. */
  private static double chance(double degrees, int k) {
    double averaged = Math.max(1, (2 * half(k) + 1) / BANDWIDTH);
    double deviation = DECIBEL * Math.sqrt(2 / (degrees * averaged));
    return (CHANCE + PER_OCTAVE * Math.log(k) / Math.log(2)) * deviation;
  }

  private static int half(int k) {
    return (int) Math.round(SMOOTHING * k);
  }

  private static double highest(double[] p, int k) {
    double highest = p[k];
    for (int i = k - half(k); i <= Math.min(p.length - 1, k + half(k)); i++) {
      highest = Math.max(highest, p[i]);
    }
    return highest;
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
