package org.fimbria.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that a study leaves behind: {@code results.csv}, the experiment that its trials change
 * ({@code experiment.yaml}), what else makes trials comparable ({@code study.json}), and {@code
 * runs/} with the run directories that are kept.
 *
 * <p>One study at a time has it. A study goes on in it as long as its trials stay comparable: more
 * sweeps, points or trials may be asked for, but another experiment needs another directory.
 */
public final class StudyDirectory implements AutoCloseable {
  /** A directory of something else, or of another study; one line. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String line) {
      super(line);
    }
  }

  private static final String TERMS = "study.json";

  private final Path path;
  private final FileChannel channel;

  private StudyDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes a directory, new or of the same study.
   *
   * @param experimentYaml the experiment, written out
   * @throws Refused if it cannot be had
   */
  static StudyDirectory open(Path path, Study study, String experimentYaml) throws IOException {
    if (Files.exists(path) && !Files.exists(path.resolve(TERMS)) && !isEmpty(path)) {
      throw new Refused(
          "--out: %s holds something else than a study; allowed: a new directory".formatted(path));
    }
    StudyDirectory directory;
    try {
      Files.createDirectories(path.resolve("runs"));
      directory = new StudyDirectory(path, lock(path.resolve(".lock")));
    } catch (IOException e) {
      throw new Refused("--out: %s: cannot be written (%s)".formatted(path, e));
    }
    try {
      directory.keep("experiment.yaml", experimentYaml);
      directory.keepTerms(study);
      return directory;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  Path results() {
    return path.resolve(ResultsTable.FILE);
  }

  /** Where a trial's run goes. */
  Path run(Trial.Id id) {
    String point = id.point().replaceAll("[^A-Za-z0-9_.=-]+", "_");
    if (point.length() > 100) {
      point = point.substring(0, 90) + "-" + Integer.toHexString(id.point().hashCode());
    }
    return path.resolve("runs").resolve(id.sweep()).resolve(point + "-" + id.trial());
  }

  private static boolean isEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (var files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another study of this process has it.
    }
    if (lock == null) {
      channel.close();
      throw new Refused(
          "--out: %s is in use by another study; allowed: another directory"
              .formatted(file.getParent()));
    }
    return channel;
  }

  /** What makes trials comparable beside the experiment; sweeps that are gone stay. */
  private void keepTerms(Study study) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Path file = path.resolve(TERMS);
    boolean begun = Files.exists(file);
    ObjectNode terms = begun ? (ObjectNode) json.readTree(file.toFile()) : json.createObjectNode();
    keepTerm(terms, "study", TextNode.valueOf(study.name()), "study");
    keepTerm(terms, "warm_up", DoubleNode.valueOf(study.warmUpMs()), "warm_up");
    ObjectNode sweeps = terms.withObject("/sweeps");
    for (Study.Sweep sweep : study.sweeps()) {
      ObjectNode set = json.createObjectNode();
      sweep.set().forEach(set::put);
      keepTerm(sweeps, sweep.name(), set, "sweeps." + sweep.name() + ".set");
    }
    write(TERMS, json.writeValueAsString(terms) + "\n");
  }

  private void keepTerm(ObjectNode terms, String key, JsonNode value, String name) {
    JsonNode before = terms.putIfAbsent(key, value);
    if (before != null && !before.equals(value)) {
      changed(name);
    }
  }

  private void changed(String what) {
    throw new Refused(
        "--out: %s: %s has changed since the study began; allowed: another directory, or new sweeps, points and trials"
            .formatted(path, what));
  }

  /** Writes a file, or sees that it says the same. */
  private void keep(String name, String text) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      write(name, text);
      return;
    }
    List<String> before = Files.readString(file).lines().toList();
    List<String> now = text.lines().toList();
    IntStream.range(0, Math.max(before.size(), now.size()))
        .filter(i -> i >= before.size() || i >= now.size() || !before.get(i).equals(now.get(i)))
        .findFirst()
        .ifPresent(i ->
            changed(
                "%s, line %d: '%s'"
                    .formatted(
                        name,
                        i + 1,
                        (i < now.size() ? now : before).get(i).replaceFirst(" #.*", "").strip())));
  }

  private void write(String name, String text) throws IOException {
    Path whole = Files.writeString(path.resolve(name + ".new"), text);
    Files.move(whole, path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
