package org.fimbria.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fimbria.recording.RecordedPotentials.LEFT;
import static org.fimbria.recording.RecordedPotentials.RIGHT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Loaded;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Run;
import org.fimbria.launch.RunResult;
import org.fimbria.natives.NativeVariants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Local field potentials of a small network, during the run and from its files. */
@Timeout(300)
class LfpNativeTest {
  private static final int SITES = 32;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"kernel", "full"})
  void shouldRecordTheSamePotentialsInBothFiles(String method) throws Exception {
    RunResult result = run("run", "record.lfp.method=" + method);
    for (String region : List.of(RIGHT, LEFT)) {
      double[][] potentials = RecordedPotentials.of(result.directory(), region);
      assertThat(potentials).hasDimensions(SITES, 40);
      double[][] nwb = RecordedPotentials.ofNwb(result.directory(), region);
      for (int site = 0; site < SITES; site++) {
        for (int sample = 0; sample < 40; sample++) {
          assertThat(nwb[sample][site]).isEqualTo(potentials[site][sample]).isFinite();
        }
      }
      assertThat(largest(potentials)).isBetween(1e-6, 10.0);
    }
    assertThat(RecordedPotentials.of(result.directory(), LEFT)[0])
        .isNotEqualTo(RecordedPotentials.of(result.directory(), RIGHT)[0]);
    assertThat(RecordedPotentials.attribute(result.directory(), "method")).isEqualTo(method);
    assertThat(RecordedPotentials.attribute(result.directory(), "native_variant"))
        .isEqualTo(NativeVariants.inUse());
  }

  @ParameterizedTest
  @CsvSource({
    "kernel, 0.1, 1",
    "kernel, 1.3, 2",
    "kernel, max, 3",
    "full, 0.1, 3",
    "full, 1.3, 1",
    "full, max, 2"
  })
  void shouldRecordTheSameBitsForEveryEpochAndThreadCount(String method, String epoch, int threads)
      throws Exception {
    String chosen = "record.lfp.method=" + method;
    RunResult known = run("known", chosen);
    RunResult other = run("other", chosen, "epoch=" + epoch, "run.threads=" + threads);
    assertThat(other.hash()).isEqualTo(known.hash()).hasSize(64);
  }

  @Test
  void shouldHashThePotentials() throws Exception {
    RunResult known = run("known", "record.lfp.method=kernel");
    assertThat(run("other", "record.lfp.method=kernel", "record.lfp.sigma=0.4").hash())
        .isNotEqualTo(known.hash());
    assertThat(run("none", "record.lfp.method=none").hash()).isNotEqualTo(known.hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kernel; record.lfp.inputs=[recurrent, long_range, poisson]",
        "full; record.lfp.inputs=[recurrent, long_range, poisson]",
        "kernel; spiking.spike_times=exact",
        "full; spiking.spike_times=exact",
        "full; record.lfp.synapses=conductance",
        "kernel; record.lfp.synapses=conductance",
        "full; record.lfp.synapses=published",
        "kernel; record.lfp.interval=0.7",
        "kernel; spiking.between_regions.through=both"
      })
  void shouldGiveTheSameBitsAfterwards(String method, String set) throws Exception {
    RunResult result = run("run", "record.lfp.method=" + method, set);
    replay(result.directory(), "again", 3);
    for (String region : List.of(RIGHT, LEFT)) {
      assertThat(RecordedPotentials.of(folder.resolve("again"), region))
          .isDeepEqualTo(RecordedPotentials.of(result.directory(), region));
    }
  }

  @Test
  void shouldComputeWithOtherSettingsAfterwards() throws Exception {
    RunResult with = run("with", "record.lfp.method=kernel", "record.lfp.sigma=0.15");
    RunResult without = run("without", "record.lfp.method=none");
    assertThat(without.directory().resolve("lfp.h5")).doesNotExist();
    replay(without.directory(), "again", 1, "record.lfp.method=kernel", "record.lfp.sigma=0.15");
    assertThat(RecordedPotentials.of(folder.resolve("again"), RIGHT))
        .isDeepEqualTo(RecordedPotentials.of(with.directory(), RIGHT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel", "full"})
  void shouldComputeAWindow(String method) throws Exception {
    RunResult result =
        run("run", "record.lfp.method=" + method, "record.lfp.tau_m=2", "duration=60");
    Path again = folder.resolve("again");
    var options = options(result.directory(), again, OptionalDouble.of(40), OptionalDouble.of(55));
    replay(options);
    double[][] all = RecordedPotentials.of(result.directory(), RIGHT);
    double[][] window = RecordedPotentials.of(again, RIGHT);
    assertThat(window).hasDimensions(SITES, 15);
    assertThat(RecordedPotentials.attribute(again, "t_start")).isEqualTo(40.5);
    for (int site = 0; site < SITES; site++) {
      for (int sample = 0; sample < 15; sample++) {
        // What came before the lead-in of 10 tau_m is forgotten but for slow synapses.
        assertThat(window[site][sample])
            .isCloseTo(all[site][40 + sample], within(0.02 * largest(all)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12.5, 30, '--from: 12.5 ms; allowed: 0.0 to 39.0 ms, in steps of record.lfp.interval = 1.0 ms'",
    "40, 50, '--from: 40.0 ms; allowed: 0.0 to 39.0 ms, in steps of record.lfp.interval = 1.0 ms'",
    "20, 20, '--to: 20.0 ms; allowed: 21.0 to 40.0 ms, in steps of record.lfp.interval = 1.0 ms'",
    "20, 41, '--to: 41.0 ms; allowed: 21.0 to 40.0 ms, in steps of record.lfp.interval = 1.0 ms'"
  })
  void shouldSayWhichTimesAreRecorded(double from, double to, String line) throws Exception {
    Path run = run("run", "record.lfp.method=none").directory();
    var options = options(run, folder, OptionalDouble.of(from), OptionalDouble.of(to));
    assertThatThrownBy(() -> replay(options, "record.lfp.method=kernel"))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessage(line);
  }

  @Test
  void shouldNeedTheRecordedInputsForLongRangeInputOnly() throws Exception {
    Path run = run("run", "record.lfp.method=none", "record.inputs=false").directory();
    assertThatThrownBy(() -> replay(run, "again", 1, "record.lfp.method=kernel"))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessage(
            run.resolve("inputs.h5")
                + ": missing; allowed: a run with record.inputs: true, or"
                + " --set record.lfp.inputs=[recurrent, poisson]");
    replay(run, "again", 1, "record.lfp.method=kernel", "record.lfp.inputs=[recurrent, poisson]");
    assertThat(RecordedPotentials.of(folder.resolve("again"), RIGHT)).hasDimensions(SITES, 40);
  }

  @Test
  void shouldNeedTheRecordedSpikes() throws Exception {
    Path run = run("run", "record.lfp.method=none", "record.spikes=false").directory();
    assertThatThrownBy(() -> replay(run, "again", 1, "record.lfp.method=kernel"))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessage(
            run.resolve("spikes.h5") + ": missing; allowed: a run with record.spikes: true");
  }

  @Test
  void shouldReplaceFilesOnlyByForce() throws Exception {
    Path run = run("run", "record.lfp.method=kernel").directory();
    byte[] before = Files.readAllBytes(run.resolve("lfp.nwb"));
    assertThatThrownBy(() -> replay(options(run, run, false)))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessage(run.resolve("lfp.h5") + " exists; --force replaces it");
    assertThat(run.resolve("lfp.nwb")).hasBinaryContent(before);
    replay(options(run, run, true), "record.lfp.sigma=0.6");
    assertThat(run.resolve("lfp.nwb")).exists();
    assertThat(Files.readAllBytes(run.resolve("lfp.nwb"))).isNotEqualTo(before);
  }

  @Test
  void shouldLeaveNoFileWhenStopped() throws Exception {
    Path run = run("run", "record.lfp.method=none").directory();
    Path again = folder.resolve("again");
    PreparedRun prepared = prepared(run, "record.lfp.method=kernel");
    List<Long> seen = new ArrayList<>();
    try (LfpReplay replay = open(prepared, options(run, again, false))) {
      replay.run(
          _ -> {},
          ms -> {
            seen.add(ms);
            replay.stop();
          });
      assertThat(replay.isStopped()).isTrue();
    }
    assertThat(seen).hasSize(1);
    try (Stream<Path> left = Files.list(again)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void shouldReadWhatARunHasThatWasStopped() throws Exception {
    Run run = Run.in(folder.resolve("run"), prepare("record.lfp.method=kernel", "duration=1e6"));
    RunResult result =
        run.execute(ms -> {
          if (ms > 20) {
            run.stop();
          }
        });
    assertThat(result.stopped()).isTrue();
    replay(result.directory(), "again", 1);
    double[][] potentials = RecordedPotentials.of(result.directory(), RIGHT);
    assertThat(potentials[0]).hasSize((int) result.simulatedMs());
    assertThat(RecordedPotentials.of(folder.resolve("again"), RIGHT)).isDeepEqualTo(potentials);
  }

  @Test
  void shouldTimeWhatItComputesBesideTheSimulators() throws Exception {
    RunResult result = run("run", "record.lfp.method=kernel");
    assertThat(result.times())
        .extracting(ModuleTimes::module)
        .containsExactly("spiking", "lfp", "neuralmass");
  }

  private static double largest(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
  }

  private RunResult run(String name, String... sets) throws IOException, InterruptedException {
    RunResult result = Run.in(folder.resolve(name), prepare(sets)).execute(_ -> {});
    assertThat(result.failure()).isEmpty();
    return result;
  }

  private static PreparedRun prepare(String... sets) {
    List<String> all = new ArrayList<>();
    all.add("duration=40");
    all.add("spiking.neurons_per_region=500");
    all.add("spiking.populations.excitatory.V_m={mean: -55, std: 4}");
    all.add("spiking.poisson.excitatory.rate=1500");
    all.add("neuralmass.initial.E=[0.002, 0.008]");
    all.addAll(List.of(sets));
    return PreparedRun.of(
        new ExperimentLoader(new NativeModels()).load("mouse-ca1", Optional.empty(), all));
  }

  private void replay(Path run, String name, int threads, String... sets) throws IOException {
    replay(
        new LfpReplay.Options(
            run,
            folder.resolve(name),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            threads,
            false),
        sets);
  }

  private static LfpReplay.Options options(
      Path run, Path out, OptionalDouble from, OptionalDouble to) {
    return new LfpReplay.Options(run, out, from, to, 1, false);
  }

  private static LfpReplay.Options options(Path run, Path out, boolean force) {
    return new LfpReplay.Options(
        run, out, OptionalDouble.empty(), OptionalDouble.empty(), 1, force);
  }

  private static void replay(LfpReplay.Options options, String... sets) throws IOException {
    try (LfpReplay replay = open(prepared(options.run(), sets), options)) {
      replay.run(_ -> {}, _ -> {});
    }
  }

  private static LfpReplay open(PreparedRun prepared, LfpReplay.Options options)
      throws IOException {
    return LfpReplay.open(prepared.plan(), prepared.source(), options);
  }

  private static PreparedRun prepared(Path run, String... sets) {
    Loaded loaded =
        new ExperimentLoader(new NativeModels())
            .load(run.resolve("experiment.yaml").toString(), Optional.empty(), List.of(sets));
    return PreparedRun.of(loaded);
  }
}
