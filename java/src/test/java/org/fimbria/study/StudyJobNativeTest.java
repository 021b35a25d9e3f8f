package org.fimbria.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fimbria.experiment.ExperimentException;
import org.fimbria.link.ProcessId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose runs are made up. */
@Timeout(60)
class StudyJobNativeTest {
  private static final String HEAD =
      "study: small\nexperiment: mouse-ca1\nset: {spiking.neurons_per_region: 100}\n";

  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void nameDirectory() {
    out = folder.resolve("out");
  }

  @Test
  void shouldRunWholeRoundsWithTheSeedsOfTheirTrials() throws Exception {
    var ended = run(HEAD + "trials: 2\nsweeps: {a: {grid: {epoch: [1.0, 2.0]}}}\n", "");
    assertThat(ended.complete()).isEqualTo(4);
    assertThat(ended.left() + ended.failed() + ended.skipped()).isZero();
    assertThat(Files.readAllLines(folder.resolve("seeds"))).containsExactly("46", "46", "47", "47");
    assertThat(ResultsTable.read(ended.results()))
        .extracting(trial -> trial.text(Column.EPOCH_MS) + " " + trial.text(Column.SEED))
        .containsExactly("1.0 46", "2.0 46", "1.0 47", "2.0 47");
  }

  @Test
  void shouldRunOnlyWhatIsNotInTheTable() throws Exception {
    run(HEAD + "sweeps: {a: {grid: {epoch: [1.0, 2.0]}}}\n", "");
    var ended = run(HEAD + "trials: 2\nsweeps: {a: {grid: {epoch: [0.5, 2.0]}}}\n", "");
    assertThat(ended.complete()).isEqualTo(4);
    assertThat(ResultsTable.read(ended.results()))
        .extracting(trial -> trial.keys().get("epoch") + " " + trial.text(Column.TRIAL))
        .containsExactly("1.0 1", "2.0 1", "0.5 1", "0.5 2", "2.0 2");
  }

  @Test
  void shouldGoOnBehindATrialThatFailed() throws Exception {
    String study = HEAD + "sweeps: {a: {grid: {epoch: [1.0, 2.0]}}}\n";
    String fail = "case \"$*\" in *epoch=1.0*) echo it hurts; echo; exit 3 ;; esac";
    var ended = run(study, fail);
    assertThat(ended.complete()).isEqualTo(1);
    assertThat(ended.failed()).isEqualTo(1);
    assertThat(ResultsTable.read(ended.results()).getFirst().text(Column.REASON))
        .isEqualTo("it hurts");

    assertThat(run(study, "").failed()).as("without being asked").isEqualTo(1);
    var again = run(study, "", true);
    assertThat(again.complete()).isEqualTo(2);
    assertThat(ResultsTable.read(again.results())).hasSize(2);
  }

  @Test
  void shouldSkipWhatDoesNotFitTheMemory() throws Exception {
    var ended =
        run(HEAD + "sweeps: {a: {grid: {spiking.neurons_per_region: [100, 90000000]}}}\n", "");
    assertThat(ended.complete()).isEqualTo(1);
    assertThat(ended.skipped()).isEqualTo(1);
    assertThat(ResultsTable.read(ended.results()).getLast().text(Column.REASON))
        .matches("needs [\\d.]+ GB of memory, as estimated; [\\d.]+ GB are free for it");
  }

  @Test
  void shouldEndATrialThatTakesTooLong() throws Exception {
    var ended = run(HEAD + "time_limit: 0.3\nsweeps: {a: {}}\n", "exec sleep 100");
    assertThat(ended.failed()).isEqualTo(1);
    assertThat(ResultsTable.read(ended.results()).getFirst().text(Column.REASON))
        .isEqualTo("took longer than time_limit, 0.3 s");
  }

  @Test
  void shouldLeaveTheTrialThatWasStoppedToTheNextTime() throws Exception {
    String study = HEAD + "sweeps: {a: {grid: {epoch: [1.0, 2.0]}}}\n";
    String wait =
        "case \"$*\" in *epoch=2.0*) touch '" + folder + "/waits'; exec sleep 100 ;; esac";
    StudyJob job = job(study, Optional.empty());
    try (var running = job.open(out, FakeRun.program(folder, wait), false, (_, _) -> {})) {
      Thread.ofPlatform().daemon().start(() -> stopWhenItWaits(running));
      assertThat(running.run().left()).isEqualTo(1);
    }
    assertThat(run(study, "").complete()).isEqualTo(2);
  }

  private void stopWhenItWaits(StudyJob.Running running) {
    try {
      while (!Files.exists(folder.resolve("waits"))) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.stop();
  }

  @Test
  void shouldEndWhatAKilledStudyHasLeftRunning() throws Exception {
    Process left = new ProcessBuilder("sleep", "100").start();
    Path runs = Files.createDirectories(out.resolve("runs").resolve("a"));
    run(HEAD + "sweeps: {b: {}}\n", "", out.resolveSibling("other"));
    Files.copy(folder.resolve("other/study.json"), out.resolve("study.json"));
    Files.writeString(runs.resolve("x-1.process"), ProcessId.of(left.pid()).toString());
    run(HEAD + "sweeps: {a: {}}\n", "");
    assertThat(left.waitFor()).isEqualTo(143);
    assertThat(runs.resolve("x-1.process")).doesNotExist();
  }

  @Test
  void shouldRefuseToMixWhatIsNotComparable() throws Exception {
    String study = HEAD + "warm_up: 2\nsweeps: {a: {set: {epoch: 1.0}}}\n";
    run(study, "");
    assertRefused(study.replace("warm_up: 2", "warm_up: 4"), "warm_up has changed");
    assertRefused(study.replace("epoch: 1.0", "epoch: 2.0"), "sweeps.a.set has changed");
    assertRefused(study.replace("region: 100", "region: 101"), "line 36: 'N_tot: 101'");
    assertRefused(study.replace("small", "other"), "study has changed");
  }

  private void assertRefused(String study, String reason) {
    assertThatThrownBy(() -> run(study, ""))
        .isInstanceOf(StudyDirectory.Refused.class)
        .hasMessageContaining(reason);
  }

  @Test
  void shouldRefuseADirectoryOfSomethingElse() throws IOException {
    Files.writeString(Files.createDirectories(out).resolve("thesis.tex"), "");
    assertRefused(HEAD + "sweeps: {a: {}}\n", "holds something else than a study");
    out = Files.writeString(folder.resolve("file"), "").resolve("out");
    assertRefused(HEAD + "sweeps: {a: {}}\n", "cannot be written");
  }

  @Test
  void shouldRefuseADirectoryThatAnotherStudyUses() throws Exception {
    String study = HEAD + "sweeps: {a: {}}\n";
    StudyJob job = job(study, Optional.empty());
    try (var _ = job.open(out, FakeRun.program(folder, ""), false, (_, _) -> {})) {
      assertRefused(study, "is in use by another study");
    }
  }

  @Test
  void shouldTellWrongValuesWhereTheStudyHasThem() {
    String study =
        HEAD
            + "sweeps:\n  a:\n    set: {run.threds: 1}\n    grid: {epoch: [1.0, 7.0], ranks: [0]}\n"
            + "  b: {points: [{ranks: 2, placement: modules}]}\n";
    assertThatThrownBy(() -> job(study, Optional.empty()))
        .isInstanceOf(ExperimentException.class)
        .hasMessageContaining("grid.yaml:7: sweeps.a.grid.ranks: 0: allowed: a whole number >= 1")
        .hasMessageContaining("grid.yaml:8: sweeps.b.points.run.placement: 'modules': allowed");
    assertThatThrownBy(() -> job(study.replace(", ranks: [0]", ""), Optional.empty()))
        .hasMessageContaining("grid.yaml:6: sweeps.a.set.run.threds: 1: unknown key")
        .hasMessageContaining("(nearest valid name 'threads')");
    assertThatThrownBy(() -> job(HEAD + "sweeps: {a: {grid: {epoch: [7.0]}}}\n", Optional.empty()))
        .hasMessageContaining("grid.yaml:4: sweeps.a.grid.epoch: 7.0: longer than the delay");
    assertThatThrownBy(() -> job(HEAD + "sweeps: {a: {grid: {seed: [1]}}}\n", Optional.empty()))
        .hasMessageContaining("sweeps.a.grid.seed: 1: allowed: in the experiment");
  }

  @Test
  void shouldSweepRegimes() throws Exception {
    String wrong = HEAD + "sweeps: {a: {grid: {regime: [asynchronous, bursting]}}}\n";
    assertThatThrownBy(() -> job(wrong, Optional.empty()))
        .hasMessageContaining("grid.yaml:4: sweeps.a.grid.regime: 'bursting': allowed: one of ");
    String first = "case \"$*\" in *'--regime regular-bursting '*) echo bursts; exit 1 ;; esac";
    var ended = run(wrong.replace(" bursting", " regular-bursting"), first);
    assertThat(ResultsTable.read(ended.results()))
        .extracting(trial -> trial.keys().get("regime") + trial.text(Column.REASON))
        .containsExactly("asynchronous", "regular-burstingbursts");
  }

  @Test
  void shouldShareTheCoresAmongJobs() throws IOException {
    List<String> lines = new ArrayList<>();
    job(HEAD + "sweeps: {a: {}, b: {set: {run.threads: 2}}}\n", Optional.of(1000))
        .describe(lines::add);
    assertThat(lines.getFirst()).contains("1 x 1 threads");
    assertThat(lines.getLast()).contains("1 x 2 threads");
  }

  private StudyJob job(String study, Optional<Integer> jobs) throws IOException {
    Path file = Files.writeString(folder.resolve("grid.yaml"), study);
    return StudyJob.of(file.toString(), false, jobs);
  }

  private StudyJob.Ended run(String study, String first) throws Exception {
    return run(study, first, false);
  }

  private StudyJob.Ended run(String study, String first, boolean retry) throws Exception {
    StudyJob job = job(study, Optional.empty());
    try (var running = job.open(out, FakeRun.program(folder, first), retry, (_, _) -> {})) {
      return running.run();
    }
  }

  private void run(String study, String first, Path directory) throws Exception {
    StudyJob job = job(study, Optional.empty());
    try (var running = job.open(directory, FakeRun.program(folder, first), false, (_, _) -> {})) {
      running.run();
    }
  }
}
