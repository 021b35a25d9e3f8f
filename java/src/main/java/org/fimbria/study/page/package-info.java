/**
 * What a study found, for people: {@code study.html}, its figures as files, and answers in words.
 *
 * <p>All of it is computed from the table of trials ({@link org.fimbria.study.ResultsTable}) and
 * from nothing else. With t the wall time behind the warm-up and s_m the time that simulator m
 * spent inside its engine in it,
 *
 * <pre>
 *   ideal      = max over m of s_m      the slowest simulator alone: what a free exchange would take
 *   efficiency = ideal / t
 * </pre>
 *
 * Values are means over the trials of a point; their spread is the standard deviation (n - 1) and
 * the range. Ratios of two points are those of trials with the same number, which have the same
 * seed.
 */
package org.fimbria.study.page;
