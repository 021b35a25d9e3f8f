package org.fimbria.study.page;

import java.util.Collection;
import java.util.stream.DoubleStream;

/**
 * Mean and spread of a value over trials.
 *
 * @param std standard deviation with n - 1; 0 of one trial
 */
record Spread(int trials, double mean, double std, double min, double max) {
  static Spread of(Collection<Double> values) {
    double mean = stream(values).sum() / values.size();
    double squares = stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Spread(
        values.size(),
        mean,
        values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)),
        stream(values).min().orElse(Double.NaN),
        stream(values).max().orElse(Double.NaN));
  }

  private static DoubleStream stream(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }
}
