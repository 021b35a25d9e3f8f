package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.natives.NativeVariants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The environment's choice of a variant, in a process of its own. */
@Timeout(60)
class NativeVariantIT {
  @Test
  void shouldUseWhatTheEnvironmentNames() throws Exception {
    String narrowest = NativeVariants.runnable().getFirst();
    Process process = info(narrowest);
    assertThat(lines(process.inputReader())).contains("native variant  " + narrowest);
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void shouldLetTheOptionGoBeforeTheEnvironment() throws Exception {
    String widest = NativeVariants.runnable().getLast();
    Process process = info("sse9", "--native-variant", widest);
    assertThat(lines(process.inputReader())).contains("native variant  " + widest);
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void shouldRefuseAWrongNameOfTheEnvironmentInOneLine() throws Exception {
    Process process = info("x86-64");
    assertThat(lines(process.errorReader()))
        .singleElement()
        .asString()
        .startsWith("FIMBRIA_NATIVE_VARIANT: x86-64: allowed on this machine: ")
        .contains(NativeVariants.runnable());
    assertThat(process.waitFor()).isEqualTo(2);
  }

  private static Process info(String variant, String... options) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dfimbria.library.path=" + System.getProperty("fimbria.library.path"),
            "-cp",
            System.getProperty("java.class.path"),
            "org.fimbria.cli.Main",
            "info");
    builder.command().addAll(List.of(options));
    builder.environment().put(NativeVariants.ENVIRONMENT, variant);
    return builder.start();
  }

  private static List<String> lines(BufferedReader reader) throws IOException {
    try (reader) {
      return reader.lines().toList();
    }
  }
}
