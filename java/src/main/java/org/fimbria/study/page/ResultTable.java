package org.fimbria.study.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/**
 * Every point of a study with all that was measured of it, whatever its keys.
 *
 * <pre>
 *   {keys: [{name, numeric}], outcomes: [{name, meaning}],
 *    rows: [{sweep, point, performance (it has a figure of its own), keys: {name: text}, trials, trouble, values: {outcome: value}}]}
 * </pre>
 */
final class ResultTable {
  /** What a point is run with; swept like a key. */
  private static final List<Column> SETTINGS =
      List.of(Column.NEURONS, Column.EPOCH_MS, Column.THREADS, Column.RANKS, Column.PLACEMENT);

  /** What a trial gives. */
  private static final List<Column> OUTCOMES =
      List.of(
          Column.REAL_TIME_FACTOR,
          Column.MEASURED_S,
          Column.PROCESS_S,
          Column.START_S,
          Column.EPOCHS_S,
          Column.EXPOSED_S,
          Column.SPIKES,
          Column.PEAK_MEMORY_BYTES,
          Column.SPIKING_SIMULATION_S,
          Column.SPIKING_WAIT_S,
          Column.SPIKING_IO_S,
          Column.NEURALMASS_SIMULATION_S,
          Column.NEURALMASS_WAIT_S,
          Column.NEURALMASS_IO_S);

  private ResultTable() {}

  static void put(List<Trial> trials, ObjectNode node) {
    ArrayNode keys = node.putArray("keys");
    for (String key : keys(trials)) {
      Set<String> values = values(key, trials);
      keys.addObject()
          .put("name", key)
          .put("numeric", values.stream().allMatch(ResultTable::isNumber));
    }
    ArrayNode outcomes = node.putArray("outcomes");
    for (Column outcome : OUTCOMES) {
      if (trials.stream().anyMatch(trial -> trial.number(outcome).isPresent())) {
        outcomes.addObject().put("name", outcome.label()).put("meaning", outcome.meaning());
      }
    }
    ArrayNode rows = node.putArray("rows");
    Point.of(trials).forEach(point -> put(point, keys(trials), rows.addObject()));
  }

  /** Settings that vary, and the swept keys that set none of them. */
  private static List<String> keys(List<Trial> trials) {
    Set<String> keys = new LinkedHashSet<>();
    trials.forEach(trial -> keys.addAll(trial.keys().keySet()));
    keys.removeAll(Sweep.KEYS);
    SETTINGS.stream()
        .map(Column::label)
        .filter(label -> values(label, trials).size() > 1)
        .forEach(keys::add);
    return List.copyOf(keys);
  }

  private static Set<String> values(String key, List<Trial> trials) {
    Set<String> values = new LinkedHashSet<>();
    trials.stream()
        .map(trial -> value(key, trial))
        .filter(value -> !value.isEmpty())
        .forEach(values::add);
    return values;
  }

  private static String value(String key, Trial trial) {
    Optional<Column> column = Column.named(key);
    return column.map(trial::text).orElseGet(() -> trial.keys().getOrDefault(key, ""));
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  }

  private static void put(Point point, List<String> keys, ObjectNode row) {
    row.put("sweep", point.sweep())
        .put("point", point.name())
        .put("performance", Sweep.isKnown(point));
    ObjectNode values = row.putObject("keys");
    keys.stream()
        .filter(key -> !value(key, point.sample()).isEmpty())
        .forEach(key -> values.put(key, value(key, point.sample())));
    row.put("trials", point.complete().size());
    point.trouble().ifPresent(reason -> row.put("trouble", reason));
    ObjectNode measured = row.putObject("values");
    for (Column outcome : OUTCOMES) {
      point
          .spread(trial -> trial.number(outcome))
          .ifPresent(spread -> StudyDocument.put(spread, measured.putArray(outcome.label())));
    }
  }
}
