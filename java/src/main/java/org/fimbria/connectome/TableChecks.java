package org.fimbria.connectome;

import java.util.function.DoublePredicate;

/**
 * What the numbers of a connectome must fulfil; what they do not is told, row and column from 1.
 */
final class TableChecks {
  /** Largest relative difference between the lengths of a tract in both directions. */
  private static final double ASYMMETRY = 1e-6;

  private TableChecks() {}

  /** Square, no number below 0. */
  static void matrix(TextTable table, Problems problems) {
    if (table.size() == 0) {
      problems.add(table.name(), "", "is empty");
    }
    for (int row = 0; row < table.size(); row++) {
      int columns = table.rows()[row].length;
      if (columns != table.size()) {
        problems.add(
            table.name(),
            "rows of the wrong length",
            "row %d has %d columns, but there are %d rows: not square"
                .formatted(row + 1, columns, table.size()));
      }
    }
    cells(table, value -> !(value < 0), "negative, must be >= 0", problems);
  }

  /** Symmetric within 1e-6 of the longer one. Meaningful for square tables only. */
  static void symmetric(TextTable table, Problems problems) {
    double[][] rows = table.rows();
    for (int row = 0; row < rows.length; row++) {
      for (int column = row + 1; column < rows[row].length; column++) {
        if (column >= rows.length || row >= rows[column].length) {
          continue;
        }
        double there = rows[row][column];
        double back = rows[column][row];
        if (Math.abs(there - back) > ASYMMETRY * Math.max(Math.abs(there), Math.abs(back))) {
          problems.add(
              table.name(),
              "tracts with two lengths",
              "row %d, column %d: %s, but row %2$d, column %1$d: %s; lengths must be symmetric"
                  .formatted(row + 1, column + 1, there, back));
        }
      }
    }
  }

  /** As many regions as the weights have. */
  static void size(TextTable table, TextTable weights, Problems problems) {
    if (table.size() != weights.size()) {
      problems.add(
          table.name(),
          "",
          "%d rows, but %s has %d".formatted(table.size(), weights.name(), weights.size()));
    }
  }

  /** One 0 or 1 per region. */
  static void flags(TextTable table, int regions, Problems problems) {
    vector(table, regions, problems);
    cells(table, value -> Double.isNaN(value) || value == 0 || value == 1, "not 0 or 1", problems);
  }

  /** One number >= 0 per region. */
  static void volumes(TextTable table, int regions, Problems problems) {
    vector(table, regions, problems);
    cells(table, value -> !(value < 0), "negative, must be >= 0", problems);
  }

  private static void vector(TextTable table, int regions, Problems problems) {
    int found = table.flat().length;
    if (found != regions) {
      problems.add(table.name(), "", "%d numbers for %d regions".formatted(found, regions));
    }
  }

  private static void cells(
      TextTable table, DoublePredicate allowed, String otherwise, Problems problems) {
    for (int row = 0; row < table.size(); row++) {
      for (int column = 0; column < table.rows()[row].length; column++) {
        double value = table.rows()[row][column];
        if (!allowed.test(value)) {
          problems.add(
              table.name(),
              "cells " + otherwise,
              "row %d, column %d: %s is %s".formatted(row + 1, column + 1, value, otherwise));
        }
      }
    }
  }
}
