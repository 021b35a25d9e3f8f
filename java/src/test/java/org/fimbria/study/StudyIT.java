package org.fimbria.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fimbria.cosim.Phase;
import org.fimbria.link.ProcessId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process that starts processes: killed, continued, measured. */
@Timeout(180)
class StudyIT {
  private static final String STUDY =
      """
      study: small
      experiment: mouse-ca1
      set: {duration: 60, spiking.neurons_per_region: 400, run.report: false}
      warm_up: 20
      sweeps:
        short: {grid: {epoch: [0.5, 2.0]}}
      """;

  private static final String LONG = "  long: {grid: {duration: [100000000]}}\n";

  @TempDir private Path folder;
  private Path out;
  private Path script;

  @BeforeEach
  void writeScript() throws IOException {
    out = folder.resolve("out");
    script = folder.resolve("fimbria");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec "%s/bin/java" --enable-native-access=ALL-UNNAMED -Xmx256m -Dfimbria.library.path="%s" \\
          -Dfimbria.script="%s" -cp "%s" org.fimbria.cli.Main "$@"
        """
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("fimbria.library.path"),
                script,
                System.getProperty("java.class.path")));
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void shouldMeasureWhatRunsWriteAndKeepThem() throws Exception {
    assertThat(start(STUDY).waitFor()).as(this::log).isZero();
    List<Trial> trials = ResultsTable.read(out.resolve("results.csv"));
    assertThat(trials)
        .hasSize(2)
        .allSatisfy(trial -> {
          assertThat(trial.isComplete()).isTrue();
          assertThat(trial.number(Column.MEASURED_MS)).hasValue(40.0);
          double sum = 0;
          for (Phase phase : List.of(Phase.SIMULATION, Phase.WAIT, Phase.IO)) {
            sum += trial.number(Column.of("spiking", phase)).orElseThrow();
          }
          assertThat(sum).isPositive().isLessThan(value(trial, Column.SPIKING_TOTAL_S));
          assertThat(value(trial, Column.START_S)).isLessThan(value(trial, Column.PROCESS_S));
          assertThat(value(trial, Column.PEAK_MEMORY_BYTES)).isGreaterThan(2e7);
        });
    assertThat(trials.getFirst().text(Column.HASH))
        .as("whatever the epoch")
        .isEqualTo(trials.getLast().text(Column.HASH));
    assertThat(out.resolve("runs/short/epoch=0.5-1/spikes.h5")).exists();
  }

  @Test
  void shouldContinueAfterBeingKilledAndEndTheRunThatWasLeft() throws Exception {
    Process killed = start(STUDY + LONG);
    Path running = out.resolve("runs/long/duration=100000000-1.process");
    ProcessId run = null;
    while (run == null) {
      assertThat(killed.isAlive()).as(this::log).isTrue();
      Thread.sleep(50);
      run = Files.exists(running) ? ProcessId.parse(Files.readString(running)) : null;
    }
    killed.destroyForcibly().waitFor();
    assertThat(run.isAlive()).isTrue();

    assertThat(start(STUDY.replace("[0.5, 2.0]", "[0.5, 2.0, 1.0]")).waitFor())
        .as(this::log)
        .isZero();
    assertThat(run.isAlive()).isFalse();
    assertThat(ResultsTable.read(out.resolve("results.csv")))
        .extracting(trial -> trial.keys().get("epoch"))
        .containsExactly("0.5", "2.0", "1.0");
  }

  @Test
  void shouldEndTheRunAndNotRecordItWhenStopped() throws Exception {
    Process study = start(STUDY + LONG);
    Path module = out.resolve("runs/long/duration=100000000-1.partial/log/spiking.log");
    while (!Files.exists(module)) {
      assertThat(study.isAlive()).as(this::log).isTrue();
      Thread.sleep(50);
    }
    study.destroy();
    assertThat(study.waitFor()).isEqualTo(143);
    assertThat(log()).contains("stopped: 2 of 3 trials complete").contains("1 trials are left");
    assertThat(ResultsTable.read(out.resolve("results.csv"))).hasSize(2);
    try (Stream<Path> left = Files.list(out.resolve("runs/long"))) {
      assertThat(left).isEmpty();
    }
  }

  private static double value(Trial trial, Column column) {
    return trial.number(column).orElseThrow();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Process start(String study) throws IOException {
    Path file = Files.writeString(folder.resolve("small.yaml"), study);
    return new ProcessBuilder(script.toString(), "study", file.toString(), "--out", out.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }
}
