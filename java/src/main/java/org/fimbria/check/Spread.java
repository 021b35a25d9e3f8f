package org.fimbria.check;

import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;

/** Mean and variance of one statistic over independent realisations. */
record Spread(double mean, double variance) {
  static Spread of(double[] values) {
    return new Spread(
        Mean.of(values).getAsDouble(), values.length < 2 ? 0 : Variance.of(values).getAsDouble());
  }
}
