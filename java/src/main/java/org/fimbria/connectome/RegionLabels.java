package org.fimbria.connectome;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and centres of regions, from {@code centres.txt} (label x y z) and {@code
 * region_labels.txt} (label).
 *
 * @param name file
 * @param labels one per region; empty texts where the file has none
 * @param centres [region][x y z], no row where the file has none
 */
record RegionLabels(String name, List<String> labels, double[][] centres) {
  /** Reads lines of label x y z; the label may be missing and may hold blanks and commas. */
  static RegionLabels readCentres(String name, BufferedReader text, Problems problems)
      throws IOException {
    List<String> labels = new ArrayList<>();
    List<double[]> centres = new ArrayList<>();
    for (String line : TextLines.read(text)) {
      double[] centre = new double[3];
      int end = line.length();
      for (int axis = 2; axis >= 0; axis--) {
        int last = skipBack(line, end, true);
        end = skipBack(line, last, false);
        centre[axis] = parse(line.substring(end, last));
      }
      labels.add(unquoted(line.substring(0, skipBack(line, end, true))));
      centres.add(centre);
      if (!Double.isFinite(centre[0] + centre[1] + centre[2])) {
        problems.add(
            name,
            "rows that are not label x y z",
            "row %d: %s is not label x y z".formatted(centres.size(), line));
      }
    }
    return new RegionLabels(name, labels, centres.toArray(double[][]::new));
  }

  /** Reads one label per line. */
  static RegionLabels readLabels(String name, BufferedReader text, Problems problems)
      throws IOException {
    List<String> labels = TextLines.read(text).stream().map(RegionLabels::unquoted).toList();
    return new RegionLabels(name, labels, new double[0][]);
  }

  /** Tells of labels that are missing or stand twice. */
  void check(int regions, Problems problems) {
    if (labels.size() != regions) {
      problems.add(name, "", "%d labels for %d regions".formatted(labels.size(), regions));
    }
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 1; row <= labels.size(); row++) {
      String label = labels.get(row - 1);
      Integer other = rows.putIfAbsent(label, row);
      if (label.isEmpty()) {
        problems.add(name, "rows without a label", "row %d has no label".formatted(row));
      } else if (other != null) {
        problems.add(
            name,
            "labels that stand twice",
            "row %d: label %s stands in row %d too".formatted(row, label, other));
      }
    }
  }

  /** Index before {@code end} where separators, or all but separators, begin. */
  private static int skipBack(String line, int end, boolean separators) {
    int at = end;
    while (at > 0 && TextLines.isSeparator(line.charAt(at - 1)) == separators) {
      at--;
    }
    return at;
  }

  private static String unquoted(String text) {
    String label = text.strip();
    boolean quoted = label.length() > 1 && label.startsWith("\"") && label.endsWith("\"");
    return quoted ? label.substring(1, label.length() - 1) : label;
  }

  private static double parse(String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
