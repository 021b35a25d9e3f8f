package org.fimbria.study.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/** When, where and how often was measured. */
final class StudyFacts {
  private static final List<Column> MACHINE =
      List.of(Column.HOST, Column.CPU, Column.CORES, Column.VERSION, Column.COMMIT);

  private StudyFacts() {}

  static void put(List<Trial> trials, ObjectNode node) {
    List<Point> points = Point.of(trials);
    node.put("name", different(Column.STUDY, trials));
    trials.stream()
        .map(trial -> trial.text(Column.BEGUN))
        .filter(begun -> !begun.isEmpty())
        .sorted()
        .findFirst()
        .ifPresent(begun -> node.put("begun", begun));
    trials.stream()
        .map(trial -> trial.text(Column.BEGUN))
        .max(String::compareTo)
        .ifPresent(last -> node.put("last", last));
    node.put("points", points.size());
    for (Trial.Status status : Trial.Status.values()) {
      node.put(
          status.label(),
          trials.stream()
              .filter(trial -> trial.text(Column.STATUS).equals(status.label()))
              .count());
    }
    IntSummaryStatistics perPoint =
        points.stream()
            .map(point -> point.complete().size())
            .filter(number -> number > 0)
            .mapToInt(Integer::intValue)
            .summaryStatistics();
    if (perPoint.getCount() > 0) {
      node.putArray("trialsPerPoint").add(perPoint.getMin()).add(perPoint.getMax());
    }
    ArrayNode machine = node.putArray("machine");
    MACHINE.forEach(
        column -> machine.addArray().add(column.label()).add(different(column, trials)));
  }

  /** The values that a column has, the empty one left out. */
  private static String different(Column column, List<Trial> trials) {
    return trials.stream()
        .map(trial -> trial.text(column))
        .filter(text -> !text.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
