package org.fimbria.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder with reference data; it remembers which files were used. */
final class ReferenceFolder {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path path;
  private final Set<String> names;
  private final Set<String> unused;

  ReferenceFolder(Path path) {
    this.path = path;
    try (Stream<Path> files = Files.list(path)) {
      names =
          new TreeSet<>(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> file.getFileName().toString())
                  .toList());
    } catch (IOException e) {
      throw new CheckException(path + ": cannot be read (" + e.getMessage() + ")");
    }
    unused = new TreeSet<>(names);
  }

  Path path() {
    return path;
  }

  /** The file as the report names it: with the folder that it stands in. */
  String label(String name) {
    return path.toAbsolutePath().normalize().getFileName() + "/" + name;
  }

  boolean has(String name) {
    return names.contains(name);
  }

  List<String> names(String prefix, String suffix) {
    return names.stream().filter(name -> name.startsWith(prefix) && name.endsWith(suffix)).toList();
  }

  /** Files that nothing has read. */
  Set<String> unused() {
    return unused;
  }

  /** A file that needs no comparison. */
  void ignore(String name) {
    unused.remove(name);
  }

  CsvTable csv(String name) {
    if (!has(name)) {
      throw new CheckException(path.resolve(name) + ": is missing, but the reference names it");
    }
    unused.remove(name);
    return CsvTable.read(path.resolve(name));
  }

  Optional<JsonNode> json(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    unused.remove(name);
    Path file = path.resolve(name);
    try {
      return Optional.of(MAPPER.readTree(file.toFile()));
    } catch (JsonProcessingException e) {
      throw new CheckException(
          "%s: line %d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new CheckException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }
}
