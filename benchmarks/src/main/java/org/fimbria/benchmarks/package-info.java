/**
 * What the parts of Fimbria cost. Each class states question, method and unit of its result; {@code
 * benchmarks/run.sh} runs them and makes the tables.
 *
 * <p>Results that matter are secondary ones, normalised to what a kernel does: a counter of
 * operations in a benchmark of average time gives time per counted thing, a counter of events gives
 * a number whose unit its name tells.
 */
package org.fimbria.benchmarks;
