package org.fimbria.connectome;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in a text file, separated by white space or commas, one row per line.
 *
 * <p>Rows and columns are told from 1, as editors count.
 *
 * @param name file
 * @param rows [row][column], NaN where the cell was no finite number (which is a problem told)
 */
record TextTable(String name, double[][] rows) {
  /** Reads to the end. */
  static TextTable read(String name, BufferedReader text, Problems problems) throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (String line : TextLines.read(text)) {
      rows.add(parseRow(name, line, rows.size() + 1, problems));
    }
    return new TextTable(name, rows.toArray(double[][]::new));
  }

  /** Number of rows. */
  int size() {
    return rows.length;
  }

  /** Every number of the file, row after row. */
  double[] flat() {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] parseRow(String name, String line, int row, Problems problems)
      throws IOException {
    double[] numbers = new double[64];
    int columns = 0;
    int at = 0;
    while (at < line.length()) {
      int end = at;
      while (end < line.length() && !TextLines.isSeparator(line.charAt(end))) {
        end++;
      }
      if (end > at) {
        if (columns == TextLines.MAX_SIZE) {
          throw new IOException("row " + row + ": more than " + TextLines.MAX_SIZE + " columns");
        }
        if (columns == numbers.length) {
          numbers = Arrays.copyOf(numbers, 2 * columns);
        }
        numbers[columns] = parse(name, line.substring(at, end), row, columns + 1, problems);
        columns++;
      }
      at = end + 1;
    }
    return Arrays.copyOf(numbers, columns);
  }

  private static double parse(String name, String cell, int row, int column, Problems problems) {
    double number;
    try {
      number = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (Double.isFinite(number)) {
      return number;
    }
    problems.add(
        name,
        "that are no finite numbers",
        "row %d, column %d: %s is no finite number".formatted(row, column, abbreviated(cell)));
    return Double.NaN;
  }

  private static String abbreviated(String cell) {
    return cell.length() <= 30 ? cell : cell.substring(0, 30) + "...";
  }
}
