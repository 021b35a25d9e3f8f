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

/** What users see of an electrode's file that is none, before anything is created. */
class BadElectrodeNativeTest {
  @Test
  void shouldRefuseABadElectrodeInOneLine(@TempDir Path folder) throws IOException {
    Path sites = Files.writeString(folder.resolve("sites.txt"), "a 0 0 0\nb 0 zero 0\n");
    PrintStream former = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    int code;
    try {
      code =
          Main.execute(
              "run",
              "mouse-ca1",
              "--set",
              "record.lfp.electrode=" + sites,
              "--set",
              "run.out=" + folder.resolve("runs"));
    } finally {
      System.setErr(former);
    }
    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(sites + ": line 2: y: zero is no finite number");
    assertThat(code).isEqualTo(2);
    assertThat(folder.resolve("runs")).doesNotExist();
  }
}
