package org.fimbria.connectome;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what is wrong with a connectome, so that all of it is told at once.
 *
 * <p>A matrix full of NaN is one mistake: of each kind in each file only the first few are spelled
 * out, the rest is counted.
 */
final class Problems {
  private static final int SPELLED_OUT = 5;

  private final String source;
  private final Map<String, List<String>> byKind = new LinkedHashMap<>();

  /**
   * Starts with no problem.
   *
   * @param source path of the archive or folder, the beginning of every line
   */
  Problems(String source) {
    this.source = source;
  }

  /** Adds one problem of the whole source. */
  void add(String text) {
    add("", "", text);
  }

  /**
   * Adds one problem of a file.
   *
   * @param file name inside the archive or folder
   * @param kind of what problems of this file beyond the first few are counted, plural
   * @param text row, column, value, what is allowed
   */
  void add(String file, String kind, String text) {
    String where = file.isEmpty() ? source + ": " : source + ": " + file + ": ";
    String key = kind.isEmpty() ? text : where + "%d more " + kind;
    byKind.computeIfAbsent(key, _ -> new ArrayList<>()).add(where + text);
  }

  /** What to throw when nothing more can be found out after this one. */
  ConnectomeException with(String text) {
    add(text);
    return new ConnectomeException(lines());
  }

  /** Throws if there is any problem. */
  void throwIfAny() {
    if (!byKind.isEmpty()) {
      throw new ConnectomeException(lines());
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    byKind.forEach((summary, all) -> {
      lines.addAll(all.subList(0, Math.min(SPELLED_OUT, all.size())));
      if (all.size() > SPELLED_OUT) {
        lines.add(summary.replace("%d", Integer.toString(all.size() - SPELLED_OUT)));
      }
    });
    return lines;
  }
}
