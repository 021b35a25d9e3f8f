package org.fimbria.check;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A comma-separated file with a header line. */
final class CsvTable {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  private final Path file;
  private final Map<String, Integer> columns;
  private final List<CSVRecord> records;

  private CsvTable(Path file, Map<String, Integer> columns, List<CSVRecord> records) {
    this.file = file;
    this.columns = columns;
    this.records = records;
  }

  static CsvTable read(Path file) {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = FORMAT.parse(text)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.isEmpty()) {
        throw new CheckException(file + ": has no rows");
      }
      return new CsvTable(file, parser.getHeaderMap(), records);
    } catch (CSVException | IllegalArgumentException e) {
      throw new CheckException(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new CheckException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  String name() {
    return file.getFileName().toString();
  }

  int size() {
    return records.size();
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  List<String> columns() {
    return columns.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  String text(int row, String column) {
    CSVRecord record = records.get(row);
    if (!has(column) || columns.get(column) >= record.size()) {
      throw new CheckException("%s: line %d has no %s".formatted(file, row + 2, column));
    }
    return record.get(column);
  }

  double number(int row, String column) {
    String text = text(row, column);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new CheckException(
          "%s: line %d, %s: %s is no number".formatted(file, row + 2, column, text));
    }
  }

  double[] column(String column) {
    double[] values = new double[size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = number(row, column);
    }
    return values;
  }

  /** Columns {@code prefix0}, {@code prefix1}, ... as [row][k]. */
  double[][] numbered(String prefix) {
    int count = 0;
    while (has(prefix + count)) {
      count++;
    }
    double[][] values = new double[size()][count];
    for (int k = 0; k < count; k++) {
      for (int row = 0; row < values.length; row++) {
        values[row][k] = number(row, prefix + k);
      }
    }
    return values;
  }
}
