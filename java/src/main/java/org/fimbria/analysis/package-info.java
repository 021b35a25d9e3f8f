/**
 * Analysis of series: spectra, their peaks, histograms of spikes, and lines reduced for display.
 *
 * <p>Everything here works on plain arrays of evenly spaced samples and knows no file. Densities
 * are one-sided, in the squared unit of the series per Hz: the sum of {@link
 * org.fimbria.analysis.Welch}'s density times its resolution is the variance of the series
 * (Parseval), and a sine of amplitude A adds A^2 / 2. Everything is linear in the samples' number
 * and single-threaded.
 */
package org.fimbria.analysis;
