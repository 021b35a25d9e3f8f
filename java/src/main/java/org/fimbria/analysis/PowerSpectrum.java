package org.fimbria.analysis;

/**
 * One-sided power spectral density.
 *
 * @param f [length / 2 + 1] Hz, from 0
 * @param p [length / 2 + 1] (unit of the series)^2 / Hz; its sum times the resolution is the
 *     variance
 * @param segments number of segments that were averaged
 * @param degrees of freedom of p, as a chi-square variable: 2 for each segment, less because
 *     segments overlap, less where a few segments have most of the power
 */
public record PowerSpectrum(double[] f, double[] p, int segments, double degrees) {
  /** Hz between two values. */
  public double resolution() {
    return f.length > 1 ? f[1] - f[0] : 0;
  }
}
