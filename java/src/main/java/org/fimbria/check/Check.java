package org.fimbria.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the references below a folder and compares the engines with each. */
public final class Check {
  /** A folder of references, such as nest beside tvb, and cases of several kinds within it. */
  private static final int DEPTH = 3;

  /**
   * What to compare with.
   *
   * @param connectome folder or archive for the whole-brain references; empty: looked for beside
   *     them
   * @param slow also what takes minutes: networks and noise
   * @param threads of the spiking engine, 0: all processors
   */
  public record Options(Optional<Path> connectome, boolean slow, int threads) {}

  private Check() {}

  /**
   * Compares with everything below {@code directory}; a {@link CheckException} if that is nothing.
   */
  public static Report run(Path directory, Options options) {
    if (!Files.isDirectory(directory)) {
      throw new CheckException(directory + ": no such folder");
    }
    Report report = new Report();
    boolean found = false;
    for (Path path : folders(directory)) {
      ReferenceFolder folder = new ReferenceFolder(path);
      if (NestReference.isIn(folder)) {
        found = true;
        NestReference.compare(folder, options, report);
      }
      if (TvbReference.isIn(folder)) {
        found = true;
        TvbReference.compare(folder, options, report);
      }
      if (NestReference.isIn(folder) || TvbReference.isIn(folder)) {
        folder.unused().stream()
            .filter(name -> !name.endsWith(".md"))
            .forEach(name -> report.leaveOut(folder.label(name), "of no known kind"));
      }
    }
    if (!found) {
      throw new CheckException(
          directory
              + ": no reference; a reference folder has reference.json or network.json (NEST)"
              + " or parameters.json (TVB)");
    }
    return report;
  }

  private static List<Path> folders(Path directory) {
    try (Stream<Path> paths = Files.walk(directory, DEPTH)) {
      return paths.filter(Files::isDirectory).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new CheckException(directory + ": cannot be read (" + e.getMessage() + ")");
    }
  }
}
