package org.fimbria.study;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code results.csv}: a header line and a line for each trial, in the order in which they ended.
 *
 * <p>A row is on the disk when {@link #add} returns. A line that a kill or a full disk cut off is
 * left out, and overwritten by the next row.
 */
public final class ResultsTable {
  /** Its name in the directory of a study. */
  public static final String FILE = "results.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private final Path file;
  private final List<String> header;
  private final List<Trial> trials;
  private long length;

  private ResultsTable(Path file, List<String> header, List<Trial> trials, long length) {
    this.file = file;
    this.header = header;
    this.trials = trials;
    this.length = length;
  }

  /** The trials of a table that is there. */
  public static List<Trial> read(Path file) throws IOException {
    return parse(file).trials();
  }

  /**
   * The table of a study, which is made where there is none.
   *
   * @param keys that the study sweeps; a table with other ones gets them as columns, too
   */
  static ResultsTable open(Path file, SequencedSet<String> keys) throws IOException {
    ResultsTable old =
        Files.exists(file) ? parse(file) : new ResultsTable(file, List.of(), List.of(), 0);
    List<String> header = header(old.header, keys);
    ResultsTable table = new ResultsTable(file, header, new ArrayList<>(old.trials), old.length);
    if (!header.equals(old.header)) {
      table.rewrite();
    }
    return table;
  }

  /** The trials, in the order of the table. */
  public List<Trial> trials() {
    return List.copyOf(trials);
  }

  /** Swept keys that are columns. */
  public List<String> keys() {
    return header.stream().filter(name -> Column.named(name).isEmpty()).toList();
  }

  /** Appends a row. */
  synchronized void add(Trial trial) throws IOException {
    write(StandardOpenOption.WRITE, length, line(cells(trial)));
    trials.add(trial);
  }

  /** Takes rows out. */
  synchronized void remove(Predicate<Trial> unwanted) throws IOException {
    if (trials.removeIf(unwanted)) {
      rewrite();
    }
  }

  /** The columns of all studies up to the placement, swept keys, the other columns. */
  private static List<String> header(List<String> old, SequencedSet<String> keys) {
    SequencedSet<String> swept = new LinkedHashSet<>(old);
    swept.addAll(keys);
    swept.removeIf(name -> Column.named(name).isPresent());
    return Stream.of(
            labels(Column.STUDY, Column.PLACEMENT),
            swept.stream(),
            labels(Column.TRIAL, Column.COMMIT))
        .flatMap(names -> names)
        .toList();
  }

  private static Stream<String> labels(Column first, Column last) {
    return Arrays.stream(Column.values(), first.ordinal(), last.ordinal() + 1).map(Column::label);
  }

  /** Writes everything again, so that the file is whole or the old one. */
  private void rewrite() throws IOException {
    StringBuilder text = new StringBuilder(line(header));
    for (Trial trial : trials) {
      text.append(line(cells(trial)));
    }
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    ResultsTable next = new ResultsTable(whole, header, trials, 0);
    next.write(StandardOpenOption.CREATE_NEW, 0, text.toString());
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    length = next.length;
  }

  private void write(StandardOpenOption how, long at, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, how)) {
      channel.truncate(at);
      long end = at;
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
      channel.force(true);
      length = end;
    }
  }

  private List<String> cells(Trial trial) {
    return header.stream()
        .map(name ->
            Column.named(name)
                .map(trial::text)
                .orElseGet(() -> trial.keys().getOrDefault(name, "")))
        .toList();
  }

  private static String line(List<String> cells) {
    return FORMAT.format(cells.toArray()) + "\n";
  }

  private static ResultsTable parse(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] != '\n') {
      length--;
    }
    String whole = new String(bytes, 0, length, StandardCharsets.UTF_8);
    try (Reader text = new StringReader(whole);
        CSVParser parser = FORMAT.parse(text)) {
      List<List<String>> rows = parser.stream().map(CSVRecord::toList).toList();
      List<String> header = rows.isEmpty() ? List.of() : rows.getFirst();
      List<Trial> trials = new ArrayList<>();
      for (List<String> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
        trials.add(trial(file, header, row));
      }
      return new ResultsTable(file, header, trials, length);
    }
  }

  private static Trial trial(Path file, List<String> header, List<String> row) throws IOException {
    if (row.size() != header.size()) {
      throw new IOException(
          "%s: a row has %d cells; the header has %d".formatted(file, row.size(), header.size()));
    }
    Map<Column, String> values = new EnumMap<>(Column.class);
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      Optional<Column> column = Column.named(header.get(i));
      if (row.get(i).isEmpty()) {
        continue;
      } else if (column.isPresent()) {
        values.put(column.get(), row.get(i));
      } else {
        keys.put(header.get(i), row.get(i));
      }
    }
    return new Trial(values, keys);
  }
}
