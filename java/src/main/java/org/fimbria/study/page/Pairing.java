package org.fimbria.study.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/** What a trial of one point and one of another give together; not finite where they cannot. */
@FunctionalInterface
interface Pairing {
  double of(Trial first, Trial second);

  /** How many times the value of the second trial fits into that of the first. */
  static Pairing ratio(Measure measure) {
    return (first, second) -> Ratios.value(measure, first) / Ratios.value(measure, second);
  }

  /** Memory that a larger network needs more than a smaller one, per synapse that it has more. */
  static Pairing growthPerSynapse() {
    return (small, large) ->
        (Ratios.value(Measure.MEMORY, large) - Ratios.value(Measure.MEMORY, small))
            / (large.number(Column.SYNAPSES).orElse(Double.NaN)
                - small.number(Column.SYNAPSES).orElse(Double.NaN));
  }

  /** Mean and spread over the trials that have the same number; empty where there are none. */
  default Optional<Spread> spread(Point first, Point second) {
    List<Double> values = new ArrayList<>();
    for (Trial a : first.complete()) {
      second.complete().stream()
          .filter(b -> b.text(Column.TRIAL).equals(a.text(Column.TRIAL)))
          .map(b -> of(a, b))
          .filter(Double::isFinite)
          .findFirst()
          .ifPresent(values::add);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }
}
