package org.fimbria.study;

import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long trials took; of a point that was not run yet the mean of all is expected. */
final class Durations {
  private final Map<List<String>, DoubleSummaryStatistics> byPoint = new HashMap<>();

  Durations(List<Trial> trials) {
    trials.forEach(this::add);
  }

  void add(Trial trial) {
    trial
        .number(Column.PROCESS_S)
        .ifPresent(seconds ->
            byPoint
                .computeIfAbsent(
                    List.of(trial.text(Column.SWEEP), trial.text(Column.POINT)),
                    _ -> new DoubleSummaryStatistics())
                .accept(seconds));
  }

  /** Seconds that a trial of a point will take. */
  double expectedS(Study.Point point) {
    DoubleSummaryStatistics known = byPoint.get(List.of(point.sweep(), point.id()));
    return known != null
        ? known.getAverage()
        : byPoint.values().stream()
            .mapToDouble(DoubleSummaryStatistics::getAverage)
            .average()
            .orElse(0);
  }
}
