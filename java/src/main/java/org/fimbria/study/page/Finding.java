package org.fimbria.study.page;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.fimbria.study.Trial;

/**
 * A measured value of an answer, over one or several points.
 *
 * @param what is measured, with where
 * @param unit with a space before it; empty without dimension
 * @param low smallest mean of a point
 * @param high largest mean of a point
 * @param std largest standard deviation of a point's trials
 * @param min smallest trial
 * @param max largest trial
 * @param trials in all
 */
record Finding(
    String what,
    String unit,
    double low,
    double high,
    double std,
    double min,
    double max,
    int points,
    int trials) {
  /** A value of the trials of points; empty where no trial has it. */
  static Optional<Finding> of(
      String what, String unit, List<Point> points, Function<Trial, OptionalDouble> value) {
    return of(what, unit, points.stream().map(point -> point.spread(value).orElse(null)).toList());
  }

  /** A value of two points together, from their trials with the same number. */
  static Optional<Finding> ofPairs(
      String what, String unit, Point first, Point second, Pairing value) {
    return value.spread(first, second).flatMap(spread -> of(what, unit, List.of(spread)));
  }

  /** Range of the points' means, with its unit. */
  String value() {
    return range(low, high) + unit;
  }

  /** Deviation of a point's trials, the largest one of several points; empty of one trial each. */
  String deviation() {
    return trials == points ? "" : (points == 1 ? "" : "up to ") + Digits.text(std) + unit;
  }

  /** Range of the trials; empty of one trial each. */
  String extent() {
    return trials == points ? "" : range(min, max) + unit;
  }

  private static Optional<Finding> of(String what, String unit, List<Spread> points) {
    List<Spread> known = points.stream().filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            what,
            unit,
            known.stream().mapToDouble(Spread::mean).min().orElseThrow(),
            known.stream().mapToDouble(Spread::mean).max().orElseThrow(),
            known.stream().mapToDouble(Spread::std).max().orElseThrow(),
            known.stream().mapToDouble(Spread::min).min().orElseThrow(),
            known.stream().mapToDouble(Spread::max).max().orElseThrow(),
            known.size(),
            known.stream().mapToInt(Spread::trials).sum()));
  }

  private static String range(double low, double high) {
    String first = Digits.text(low);
    String last = Digits.text(high);
    return first.equals(last) ? first : first + " to " + last;
  }
}
