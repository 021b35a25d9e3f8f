/**
 * Studies: one experiment run again and again with values of its keys changed, each trial a process
 * of its own, and a table of what every trial measured.
 *
 * <p>A study is a YAML file with sweeps; a sweep has points, each of them values of some keys. A
 * trial is one run of a point with one seed. The table ({@code results.csv}, {@link
 * org.fimbria.study.Column}) has a row for each trial and is all that a study knows when it is
 * continued: what stands in it is not run again.
 */
package org.fimbria.study;
