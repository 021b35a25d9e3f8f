package org.fimbria.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads tables of places: one per line, {@code x y z}, with a name before it if wanted. */
public final class PointTable {
  /** More than any probe has sites. */
  static final int MAX_ROWS = 100_000;

  private PointTable() {}

  /**
   * A place.
   *
   * @param name as in the file, else the row's number from 0
   */
  public record Row(String name, double x, double y, double z) {}

  /**
   * Reads a file.
   *
   * @throws ProbeException if it is no such table: all problems, each with line and value
   */
  public static List<Row> read(Path file) {
    FileProblems problems = new FileProblems(file.toString());
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> lineOf = new HashMap<>();
    for (TextRows.Row line : TextRows.read(file, MAX_ROWS, problems)) {
      int fields = line.fields().length;
      if (fields != 3 && fields != 4) {
        problems.add(
            line.line(), "%d fields, must be x y z, or a name and x y z".formatted(fields));
        continue;
      }
      String name = fields == 4 ? line.shown(0) : Integer.toString(rows.size());
      Integer before = lineOf.putIfAbsent(name, line.line());
      if (before != null) {
        problems.add(line.line(), "name %s is that of line %d too".formatted(name, before));
      }
      rows.add(
          new Row(
              name,
              line.number(fields - 3, "x", problems),
              line.number(fields - 2, "y", problems),
              line.number(fields - 1, "z", problems)));
    }
    problems.throwIfAny();
    return rows;
  }
}
