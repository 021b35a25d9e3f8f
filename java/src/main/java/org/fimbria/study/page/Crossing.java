package org.fimbria.study.page;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.fimbria.study.Trial;

/** Where a measure passes 1 along a sweep. */
final class Crossing {
  private Crossing() {}

  /**
   * The value of the axis at which the measure passes 1 for the last time, between two points on
   * logarithmic scales; from trials with the same number. Empty where it stays on one side.
   */
  static Optional<Finding> of(String what, Sweep sweep, Function<Trial, OptionalDouble> measure) {
    List<Point> points = sweep.points();
    for (int i = points.size() - 1; i > 0; i--) {
      Point before = points.get(i - 1);
      Point after = points.get(i);
      if ((before.mean(measure) - 1) * (after.mean(measure) - 1) < 0) {
        return Finding.ofPairs(
            what,
            "",
            before,
            after,
            (a, b) ->
                between(
                    sweep.x(before),
                    sweep.x(after),
                    measure.apply(a).orElse(Double.NaN),
                    measure.apply(b).orElse(Double.NaN)));
      }
    }
    return Optional.empty();
  }

  private static double between(double x0, double x1, double y0, double y1) {
    double part = Math.log(y0) / (Math.log(y0) - Math.log(y1));
    return Math.exp(Math.log(x0) + part * (Math.log(x1) - Math.log(x0)));
  }
}
