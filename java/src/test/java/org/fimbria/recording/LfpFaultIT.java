package org.fimbria.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code lfp} as a process: stopped, and after a run that was killed. */
@Timeout(180)
class LfpFaultIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void shouldLeaveNoFileOnASignal(String signal, int exitCode) throws Exception {
    Path run = folder.resolve("run");
    assertThat(recordedRun(run, "duration=20000").waitFor()).isZero();
    Path out = Files.createDirectory(folder.resolve("out"));
    Process process = start("lfp", run.toString(), "--method", "full", "--out", out.toString());
    try (BufferedReader told = process.errorReader()) {
      assertThat(told.readLine()).startsWith("lfp: 10 %");
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor()).isEqualTo(exitCode);
    }
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void shouldReadWhatAKilledRunHasFlushed() throws Exception {
    Process process = recordedRun(folder.resolve("run"), "duration=1e8");
    Path partial = folder.resolve("run.partial");
    Path log = partial.resolve("log").resolve("spiking.log");
    while (!Files.exists(log) || !Files.readString(log).contains("ready")) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    // Files are flushed every second.
    Thread.sleep(2500);
    process.destroyForcibly().waitFor();
    assertThat(start("lfp", partial.toString(), "--method", "kernel").waitFor()).isZero();
    double[][] potentials = RecordedPotentials.of(partial, RecordedPotentials.RIGHT);
    assertThat(potentials[0]).hasSizeGreaterThan(100);
  }

  private static Process recordedRun(Path out, String set) throws IOException {
    List<String> command = new ArrayList<>(List.of("run", "mouse-ca1", "--threads", "1"));
    command.addAll(List.of("--out", out.toString()));
    for (String each : List.of(set, "spiking.neurons_per_region=200", "record.lfp.method=none")) {
      command.addAll(List.of("--set", each));
    }
    return start(command.toArray(String[]::new));
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dfimbria.library.path=" + System.getProperty("fimbria.library.path"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.fimbria.cli.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
