package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of {@code fimbria morphology} see. */
class MorphologyCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldPrintWhatItReadsAgain(@TempDir Path folder) throws IOException {
    assertThat(execute("basket")).isZero();
    String printed = out.toString(StandardCharsets.UTF_8);
    assertThat(printed.lines()).hasSize(2 + 17 * 2);
    Path file = Files.writeString(folder.resolve("basket.swc"), printed);
    out.reset();
    assertThat(execute(file.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2 + 17 * 2);
    assertThat(err.size()).isZero();
  }

  @Test
  void shouldRefuseABadFileInOneLine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.swc"), "1 1 0 0 0 -5 -1\n");
    assertThat(execute(file.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(file + ": line 1: radius: -5 um, must be > 0");
    assertThat(out.size()).isZero();
  }

  private int execute(String cell) {
    PrintStream formerOut = System.out;
    PrintStream formerErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return Main.execute("morphology", cell);
    } finally {
      System.setOut(formerOut);
      System.setErr(formerErr);
    }
  }
}
