package org.fimbria.study.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/**
 * The trials of one point of a sweep.
 *
 * @param all in the order of the table; never empty
 */
record Point(List<Trial> all) {
  /** The points of a table, in the order of their first trials. */
  static List<Point> of(List<Trial> trials) {
    Map<List<String>, List<Trial>> groups = new LinkedHashMap<>();
    for (Trial trial : trials) {
      List<String> name = List.of(trial.text(Column.SWEEP), trial.text(Column.POINT));
      groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(trial);
    }
    return groups.values().stream().map(Point::new).toList();
  }

  String sweep() {
    return all.getFirst().text(Column.SWEEP);
  }

  String name() {
    return all.getFirst().text(Column.POINT);
  }

  /** Any trial: for what is the same in all of them. A complete one, if there is one. */
  Trial sample() {
    return complete().stream().findFirst().orElse(all.getFirst());
  }

  List<Trial> complete() {
    return all.stream().filter(Trial::isComplete).toList();
  }

  /** Why a trial is not complete: the first reason. */
  Optional<String> trouble() {
    return all.stream()
        .filter(trial -> !trial.isComplete())
        .map(trial -> trial.text(Column.STATUS) + ": " + trial.text(Column.REASON))
        .findFirst();
  }

  /** Mean and spread over the complete trials; empty where none has the value. */
  Optional<Spread> spread(Function<Trial, OptionalDouble> measure) {
    List<Double> values =
        complete().stream()
            .map(measure)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /** Mean over the complete trials; not a number where none has the value. */
  double mean(Function<Trial, OptionalDouble> measure) {
    return spread(measure).map(Spread::mean).orElse(Double.NaN);
  }

  double mean(Measure measure) {
    return mean(measure::of);
  }
}
