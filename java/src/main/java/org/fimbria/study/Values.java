package org.fimbria.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Values of a study file as text for {@code --set}, made for a machine: {@code cores} stands for
 * its processors in numbers of threads and ranks, {@code 1..4} for 1, 2, 3, 4.
 *
 * <p>Of a longer range those up to 8 and four for each doubling are taken, and its ends: 1..20 is
 * 1, 2, ..., 8, 10, 12, 14, 16, 20.
 */
final class Values {
  /** Option of the run: how many processes it has. */
  static final String RANKS = "ranks";

  /** Option of the run: the regime of the experiment. */
  static final String REGIME = "regime";

  private static final String THREADS = "run.threads";
  private static final String CORES = "cores";
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})\\.\\.(\\d{1,6}|cores)");
  private static final int DENSE = 8;
  private static final int PER_DOUBLING = 4;

  private final int cores;

  Values(int cores) {
    this.cores = cores;
  }

  /** What {@code cores} stands for. */
  int cores() {
    return cores;
  }

  /** Values by key. */
  SequencedMap<String, String> map(JsonNode object) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(entry -> values.put(entry.getKey(), text(entry.getKey(), entry.getValue())));
    return values;
  }

  /** Different values of a key, in order. */
  List<String> list(String key, JsonNode array) {
    List<String> values = new ArrayList<>();
    for (JsonNode item : array) {
      range(item)
          .ifPresentOrElse(
              numbers -> numbers.forEach(number -> values.add(Integer.toString(number))),
              () -> values.add(text(key, item)));
    }
    return values.stream().distinct().toList();
  }

  private String text(String key, JsonNode value) {
    boolean counts = key.equals(THREADS) || key.equals(RANKS);
    if (value.isTextual()) {
      return counts && value.asText().equals(CORES) ? Integer.toString(cores) : value.asText();
    }
    return value.isNull() ? "null" : value.asText();
  }

  private Optional<List<Integer>> range(JsonNode item) {
    Matcher matcher = RANGE.matcher(item.isTextual() ? item.asText() : "");
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2).equals(CORES) ? cores : Integer.parseInt(matcher.group(2));
    return Optional.of(range(first, last));
  }

  private static List<Integer> range(int first, int last) {
    TreeSet<Integer> numbers = new TreeSet<>();
    IntStream.rangeClosed(first, Math.min(last, DENSE)).forEach(numbers::add);
    for (long octave = DENSE; octave < last; octave *= 2) {
      for (int part = 1; part <= PER_DOUBLING; part++) {
        numbers.add((int) (octave + octave * part / PER_DOUBLING));
      }
    }
    numbers.removeIf(number -> number < first || number > last);
    if (first <= last) {
      numbers.add(first);
      numbers.add(last);
    }
    return List.copyOf(numbers);
  }
}
