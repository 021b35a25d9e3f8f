/**
 * What the parts of Fimbria cost. Each class states question, method and unit of its result; {@code
 * benchmarks/run.sh} runs them and makes the tables.
 *
 * <p>Results that matter are secondary ones, normalised to what a kernel does: a counter of
 * operations in a benchmark of average time gives time per counted thing, a counter of events gives
 * a number whose unit its name tells. JMH prints the sum of events over iterations; the tables of
 * {@code benchmarks/run.sh} take the median.
 */
package org.fimbria.benchmarks;
