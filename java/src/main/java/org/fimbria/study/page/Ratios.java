package org.fimbria.study.page;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.fimbria.study.Trial;

/** Measures of a trial divided by each other; empty where one is missing or the divisor is 0. */
final class Ratios {
  private Ratios() {}

  /** A measure divided by the sum of others. */
  static Function<Trial, OptionalDouble> of(Measure part, Measure... whole) {
    return trial -> {
      double sum = Arrays.stream(whole).mapToDouble(each -> value(each, trial)).sum();
      return finite(value(part, trial) / sum);
    };
  }

  /** A measure in percent of the wall time. */
  static Function<Trial, OptionalDouble> share(Measure part) {
    return trial -> finite(100 * value(part, trial) / value(Measure.WALL, trial));
  }

  static double value(Measure measure, Trial trial) {
    return measure.of(trial).orElse(Double.NaN);
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
