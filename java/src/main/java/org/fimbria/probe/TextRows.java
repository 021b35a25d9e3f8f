package org.fimbria.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rows of a text table: fields between white space or commas, comments from # on. */
final class TextRows {
  /** Ten times the largest reconstructed neurons. */
  static final long MAX_BYTES = 64L << 20;

  private static final int SHOWN = 30;

  private TextRows() {}

  /**
   * A line that says something.
   *
   * @param line counted from 1
   */
  record Row(int line, String[] fields) {
    /** A finite number; else NaN, which is a problem told. */
    double number(int field, String name, FileProblems problems) {
      double number;
      try {
        number = Double.parseDouble(fields[field]);
      } catch (NumberFormatException e) {
        number = Double.NaN;
      }
      if (!Double.isFinite(number)) {
        problems.add(line, "%s: %s is no finite number".formatted(name, shown(field)));
        return Double.NaN;
      }
      return number;
    }

    /** A field as an error may quote it. */
    String shown(int field) {
      String text = fields[field];
      return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
  }

  /**
   * Reads a file.
   *
   * @param maxRows more than any such file has
   * @throws ProbeException if it cannot be read, is too large or has no row
   */
  static List<Row> read(Path file, int maxRows, FileProblems problems) {
    List<Row> rows;
    try {
      if (!Files.isRegularFile(file)) {
        throw problems.with(Files.exists(file) ? "not a file" : "no such file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw problems.with(
            "%d bytes, at most %d are allowed".formatted(Files.size(file), MAX_BYTES));
      }
      rows = parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw problems.with("no such file");
    } catch (IOException e) {
      throw problems.with("cannot be read: " + e.getMessage());
    }
    if (rows.isEmpty()) {
      throw problems.with("empty");
    }
    if (rows.size() > maxRows) {
      throw problems.with("%d rows, at most %d are allowed".formatted(rows.size(), maxRows));
    }
    return rows;
  }

  /** Rows of a text. */
  static List<Row> parse(String text) {
    List<Row> rows = new ArrayList<>();
    int line = 0;
    Iterator<String> lines = text.replace("\uFEFF", "").lines().iterator();
    while (lines.hasNext()) {
      String whole = lines.next();
      line++;
      int comment = whole.indexOf('#');
      String content = (comment < 0 ? whole : whole.substring(0, comment)).strip();
      if (!content.isEmpty()) {
        rows.add(new Row(line, content.split("[\\s,]+", -1)));
      }
    }
    return rows;
  }
}
