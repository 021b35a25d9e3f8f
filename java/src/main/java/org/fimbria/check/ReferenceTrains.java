package org.fimbria.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Spike times of a reference file by its two key columns and the variant. */
final class ReferenceTrains {
  private record Key(String first, String second, String variant) {}

  private final String file;
  private final Map<Key, List<Double>> times = new LinkedHashMap<>();

  ReferenceTrains(CsvTable table, String first, String second) {
    file = table.name();
    for (int row = 0; row < table.size(); row++) {
      Key key = key(table.text(row, first), table.text(row, second), table.text(row, "variant"));
      times.computeIfAbsent(key, _ -> new ArrayList<>()).add(table.number(row, "spike_time_ms"));
    }
  }

  String file() {
    return file;
  }

  Set<String> firsts() {
    return collect(Key::first);
  }

  Set<String> seconds() {
    return collect(Key::second);
  }

  Set<String> variants() {
    return collect(Key::variant);
  }

  boolean has(String first, String second) {
    return times.keySet().stream()
        .anyMatch(key -> key.first().equals(name(first)) && key.second().equals(name(second)));
  }

  /** Spike times in ms, ascending; none for a neuron that was silent. */
  double[] of(String first, String second, String variant) {
    return times.getOrDefault(key(first, second, variant), List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private interface Part {
    String of(Key key);
  }

  private Set<String> collect(Part part) {
    Set<String> parts = new LinkedHashSet<>();
    times.keySet().forEach(key -> parts.add(part.of(key)));
    return parts;
  }

  private static Key key(String first, String second, String variant) {
    return new Key(name(first), name(second), variant);
  }

  /** Numbers are the same however they are written. */
  private static String name(String text) {
    try {
      return Double.toString(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
