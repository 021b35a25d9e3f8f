package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Other programs that read files or compute the same; tests that need one that is not installed are
 * skipped aloud.
 */
public final class Readers {
  /** The system's own Python: the one that Debian's python3-h5py belongs to. */
  private static final String PYTHON = "/usr/bin/python3";

  private Readers() {}

  /** Runs a script of the test resources with h5py and returns the lines it prints. */
  static List<String> h5py(String script, Object... arguments) throws Exception {
    require("python3-h5py", PYTHON, "-c", "import h5py");
    return python(script, arguments);
  }

  /** Runs a script of the test resources with SciPy and returns the lines it prints. */
  public static List<String> scipy(String script, Object... arguments) throws Exception {
    require("python3-scipy", PYTHON, "-c", "import scipy.signal");
    return python(script, arguments);
  }

  private static List<String> python(String script, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-c", resource(script)));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(command);
  }

  /** What h5dump prints of a file's structure. */
  static List<String> h5dump(Path file) throws Exception {
    require("hdf5-tools", "h5dump", "--version");
    return run(List.of("h5dump", "-H", file.toString()));
  }

  private static List<String> run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  private static void require(String debianPackage, String... command) throws Exception {
    boolean works = false;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      works = process.waitFor() == 0;
    } catch (IOException notInstalled) {
      System.err.println(notInstalled.getMessage());
    }
    if (!works) {
      System.err.println("SKIPPED: " + debianPackage + " is not installed");
      Assumptions.abort(debianPackage + " is not installed");
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = Readers.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
