package org.fimbria.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a process: stopped, killed, on a full disk. What was recorded stays readable. */
@Timeout(120)
class RunFaultIT {
  private static final List<String> FILES =
      List.of("spikes.h5", "inputs.h5", "membrane.h5", "rates.h5", "lfp.h5", "lfp.nwb");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void shouldEndInOrderOnASignal(String signal, int exitCode) throws Exception {
    Path out = folder.resolve("run");
    Process process = start(out, "duration=1000000");
    awaitProgress(process);
    send(signal, process);
    assertThat(process.waitFor()).isEqualTo(exitCode);
    assertThat(provenance(out).get("status").asText()).isEqualTo("stopped");
    assertThat(provenance(out).get("simulated_ms").asDouble()).isBetween(100.0, 999_999.0);
    assertReadable(out);
  }

  @Test
  void shouldKeepWhatWasFlushedWhenKilled() throws Exception {
    Path out = folder.resolve("run");
    Process process = start(out, "duration=1000000");
    awaitProgress(process);
    // Files are flushed every second.
    Thread.sleep(2500);
    send("KILL", process);
    process.waitFor();
    Path partial = folder.resolve("run.partial");
    assertThat(provenance(partial).get("status").asText()).isEqualTo("running");
    assertReadable(partial);
    assertThat(rows(partial.resolve("rates.h5"), "/E")).isPositive();
  }

  @Test
  void shouldEndWithTheReasonOnAFullDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString())
                .start()
                .waitFor()
            == 0;
    assumeTrue(mounted, "SKIPPED: mounting a small file system needs root");
    try {
      Path out = disk.resolve("run");
      Process process = start(out, "duration=1000000", "record.rates.interval=0.1");
      assertThat(process.waitFor()).isEqualTo(1);
      Path failed = disk.resolve("run.failed");
      assertThat(provenance(failed).get("status").asText()).isEqualTo("failed");
      assertThat(provenance(failed).get("reason").asText()).contains("No space left on device");
      assertReadable(failed);
      assertThat(rows(failed.resolve("rates.h5"), "/E")).isPositive();
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  @Test
  void shouldLeaveNothingBehindAfterBadInput() throws Exception {
    Path out = folder.resolve("run");
    Process process = start(out, "epoch=3", "nonsense=1");
    assertThat(process.waitFor()).isEqualTo(2);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static Process start(Path out, String... sets) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dfimbria.library.path=" + System.getProperty("fimbria.library.path"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.fimbria.cli.Main"));
    command.addAll(List.of("run", "mouse-ca1", "--threads", "1", "--out", out.toString()));
    command.addAll(List.of("--set", "spiking.neurons_per_region=200"));
    for (String set : sets) {
      command.addAll(List.of("--set", set));
    }
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.PIPE)
        .start();
  }

  /** Long runs print nothing for minutes, so look for the log of a module that has begun. */
  private void awaitProgress(Process process) throws Exception {
    Path log = folder.resolve("run.partial").resolve("log").resolve("spiking.log");
    while (!Files.exists(log) || !Files.readString(log).contains("ready")) {
      assertThat(process.isAlive()).as(() -> errors(process)).isTrue();
      Thread.sleep(20);
    }
    Thread.sleep(1000);
  }

  private static String errors(Process process) {
    try (BufferedReader reader = process.errorReader()) {
      return String.join("\n", reader.readAllLines());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void send(String signal, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  private static JsonNode provenance(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("provenance.json").toFile());
  }

  private static void assertReadable(Path run) throws Exception {
    for (String name : FILES) {
      Process dump =
          new ProcessBuilder("h5dump", run.resolve(name).toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(dump.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(dump.exitValue()).as(name).isZero();
    }
  }

  /** First dimension of a dataset. */
  private static long rows(Path file, String dataset) throws Exception {
    Process dump = new ProcessBuilder("h5dump", "-H", "-d", dataset, file.toString()).start();
    try (BufferedReader reader = dump.inputReader()) {
      return reader
          .lines()
          .filter(line -> line.contains("SIMPLE"))
          .map(line -> line.replaceAll(".*SIMPLE \\{ \\( (\\d+).*", "$1"))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    }
  }
}
