package org.fimbria.connectome;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Real data beside the repository; tests that need it are skipped aloud where it is missing. */
final class SharedData {
  private SharedData() {}

  /** A file or folder of the shared data, by its path there. */
  static Path require(String path) {
    Path root =
        Optional.ofNullable(System.getenv("FIMBRIA_SHARED"))
            .map(Path::of)
            .orElse(Path.of("..", "..", "shared"));
    Path file = root.resolve(path).toAbsolutePath().normalize();
    if (!Files.exists(file)) {
      System.err.println("SKIPPED: " + file + " is missing (set FIMBRIA_SHARED to its folder)");
      Assumptions.abort(file + " is missing");
    }
    return file;
  }
}
