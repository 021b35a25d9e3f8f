/**
 * Reports: what a run did, to look at.
 *
 * <p>{@link org.fimbria.report.ReportData} reads a run directory into one JSON document. Everything
 * that is shown is computed here, reduced to what a display resolves and rounded to what it shows;
 * what draws it computes no science. A line that is reduced keeps the smallest and the largest
 * sample of each of many buckets, so that no peak is lost; a raster that has too many marks shows
 * every k-th neuron. Times are in ms, rates in Hz.
 */
package org.fimbria.report;
