package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fimbria.cli.Commands.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code fimbria lfp}: what users see. */
@Timeout(120)
class LfpCommandNativeTest {
  @TempDir static Path runs;
  private static Path run;

  @TempDir Path folder;

  @BeforeAll
  static void recordARun() {
    run = runs.resolve("run");
    Outcome outcome =
        Commands.execute(
            "run",
            "mouse-ca1",
            "--out",
            run.toString(),
            "--set",
            "duration=40",
            "--set",
            "spiking.neurons_per_region=500",
            "--set",
            "spiking.poisson.excitatory.rate=1500",
            "--set",
            "record.lfp.method=none");
    assertThat(outcome.code()).as(outcome.err().toString()).isZero();
  }

  private Outcome lfp(String... options) {
    return Commands.execute(
        Stream.of(Stream.of("lfp", run.toString(), "--out", folder.toString()), Stream.of(options))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void shouldWriteBothFilesAndSaySo() throws Exception {
    Outcome outcome = lfp("--method", "kernel");
    assertThat(outcome.code()).as(outcome.err().toString()).isZero();
    assertThat(outcome.out()).hasSize(3);
    assertThat(outcome.out().getFirst())
        .startsWith("complete: local field potential of 40 ms, kernel, in ");
    assertThat(outcome.out().get(1)).matches("potentials sha256 \\p{XDigit}{64}");
    assertThat(outcome.out().getLast()).isEqualTo("results in " + folder);
    assertThat(outcome.err()).last().asString().startsWith("lfp: 100 %, 40 of 40 ms");
    assertThat(files()).containsExactly("lfp.h5", "lfp.nwb");
  }

  @Test
  void shouldPrintTheSameHashForEveryNumberOfThreads() {
    assertThat(lfp("--method", "kernel", "--threads", "3").out().get(1))
        .isEqualTo(lfp("--method", "kernel", "--threads", "1", "--force").out().get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--threads 2 => RUN/experiment.yaml: record.lfp.method: none; choose --method kernel or full",
        "--method kernels => --set: record.lfp.method: 'kernels': allowed: one of none, kernel, full (nearest valid name 'kernel')",
        "--method kernel --set duration=7 => --set: duration=7; allowed: keys that begin with record.lfp.",
        "--method kernel --set record.lfp.sigm=1 => --set: record.lfp.sigm: 1: unknown key; allowed: method, interval, electrode, sigma, synapses, inputs, mean_rates, C_m, R_a, tau_m, cells, radius, soma, layers (nearest valid name 'sigma')",
        "--method kernel --set record.lfp.interval=50 => record.lfp.interval: 50.0 ms; allowed: at most the 40.0 ms that are recorded",
        "--method kernel --threads 0 => --threads: 0; allowed: 1 and more",
        "--method kernel --from 40 => --from: 40.0 ms; allowed: 0.0 to 39.0 ms, in steps of record.lfp.interval = 1.0 ms",
      })
  void shouldSayWhatIsWrongInOneLineAndLeaveNothing(String options, String line) throws Exception {
    Outcome outcome = lfp(options.split(" "));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).containsExactly(line.replace("RUN", run.toString()));
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldRefuseAFolderThatIsNoRun() {
    Outcome outcome = Commands.execute("lfp", folder.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .containsExactly(
            folder.resolve("experiment.yaml") + ": missing; allowed: the directory of a run");
  }
}
