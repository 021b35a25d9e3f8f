package org.fimbria.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fimbria.cosim.Flow;
import org.fimbria.cosim.Phase;
import org.fimbria.experiment.ExperimentException;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Loaded;
import org.fimbria.experiment.NativeModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of the reference experiment, small, down to their files. */
@Timeout(120)
class RunNativeTest {
  /** A short run with monitors of intervals that are no multiples of an epoch. */
  private static final String[] MONITORS = {
    "duration=60",
    "record.ecog.noise=0.3",
    "record.temporal_average={variables: [E, W_e], interval: 1.7}",
    "record.bold={model: balloon_windkessel, interval: 8}"
  };

  @TempDir Path folder;

  @Test
  void shouldLeaveACompleteDirectory() throws Exception {
    RunResult result = run("mouse-ca1", "run", "duration=50");
    assertThat(result.directory()).isEqualTo(folder.resolve("run"));
    try (Stream<Path> files = Files.list(result.directory())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "experiment.yaml",
              "provenance.json",
              "timers.json",
              "report.html",
              "spikes.h5",
              "inputs.h5",
              "membrane.h5",
              "rates.h5",
              "lfp.h5",
              "lfp.nwb",
              "ecog.h5",
              "log");
    }
    try (Stream<Path> logs = Files.list(result.directory().resolve("log"))) {
      assertThat(logs).hasSize(6).allSatisfy(log -> assertThat(log).isNotEmptyFile());
    }
    JsonNode provenance = json(result, "provenance.json");
    assertThat(provenance.get("status").asText()).isEqualTo("complete");
    assertThat(provenance.get("seed").asLong()).isEqualTo(46);
    assertThat(provenance.get("recorded_sha256").asText()).isEqualTo(result.hash());
    assertThat(provenance.get("neurons").asLong()).isEqualTo(2000);
    assertThat(provenance.get("synapses").asLong()).isEqualTo(100_000);
    assertThat(provenance.get("peak_memory_bytes").asLong()).isGreaterThan(20_000_000);
  }

  @Test
  void shouldLeaveTheReportOutWhereItIsNotWanted() throws Exception {
    RunResult result = run("mouse-ca1", "run", "duration=20", "run.report=false");
    assertThat(result.directory().resolve("timers.json")).exists();
    assertThat(result.directory().resolve("report.html")).doesNotExist();
  }

  @Test
  void shouldSplitEachSimulatorsTimeIntoFiveTimers() throws Exception {
    RunResult result = run("mouse-ca1", "run", "duration=50");
    JsonNode modules = json(result, "timers.json").get("modules");
    WallTimes wall = result.wall();
    double longest = 0;
    for (String module : List.of("spiking", "neuralmass")) {
      JsonNode timers = modules.get(module);
      long total = timers.get("total").asLong();
      long sum = 0;
      for (Phase phase : Phase.values()) {
        assertThat(timers.get(phase.label()).asLong()).isPositive();
        sum += timers.get(phase.label()).asLong();
      }
      assertThat((double) sum).isCloseTo((double) total, within(0.01 * total));
      assertThat(total * 1e-9).isLessThan(wall.startS() + wall.epochsS() + wall.endingS());
      longest = Math.max(longest, total * 1e-9);
      assertThat(timers.get("per_epoch").get("simulation")).hasSize(25);
    }
    // Who leaves the last epoch was there before the first.
    assertThat(longest).isGreaterThanOrEqualTo(wall.epochsS());
  }

  @Test
  void shouldCountWhatWentOverEachCouplingLink() throws Exception {
    RunResult result = run("mouse-ca1", "run", "duration=50", "epoch=2.0");
    JsonNode flow = json(result, "timers.json").get("flow");
    assertThat(flow.findValuesAsText("what"))
        .containsExactly(
            "coupling",
            "coupling",
            "spike trains",
            "spike trains",
            "spikes",
            "spikes",
            "rates",
            "rates");
    for (int i : new int[] {0, 6}) {
      assertThat(flow.get(i).get("values").asLong()).isEqualTo(500);
      assertThat(flow.get(i).get("bytes").asLong()).isEqualTo(500 * Double.BYTES);
    }
    // Per epoch a header of 32 bytes, a bound behind each of 20 steps and one before, 4 per spike.
    String region = flow.get(4).get("region").asText();
    long spikes =
        Math.round(
            result.meanRates().get(region + "_excitatory") * 800 * result.simulatedMs() / 1e3);
    assertThat(flow.get(4).get("values").asLong()).isEqualTo(spikes).isPositive();
    assertThat(flow.get(4).get("bytes").asLong()).isEqualTo(25 * (32 + 21 * 4) + 4 * spikes);
    // Of trains a header of 32 bytes, 24 for all steps and 16 for each.
    assertThat(flow.get(2).get("bytes").asLong()).isEqualTo(25 * (32 + 24 + 20 * 16));
    RunResult other = run("mouse-ca1", "other", "duration=50", "epoch=0.5", "run.threads=1");
    assertThat(other.flows())
        .extracting(Flow::values)
        .containsExactlyElementsOf(result.flows().stream().map(Flow::values).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 1, true",
    "0.5, 2, true",
    "1.0, 3, true",
    "2.0, 1, true",
    "2.0, 2, true",
    "2.0, 2, false",
    "max, 3, false"
  })
  void shouldRecordTheSameBitsForEveryEpochAndThreadCount(String epoch, int threads, boolean bind)
      throws Exception {
    RunResult known = run("mouse-ca1", "known", MONITORS);
    RunResult other =
        run(
            "mouse-ca1",
            "other",
            Stream.concat(
                    Stream.of(MONITORS),
                    Stream.of(
                        "epoch=" + epoch, "run.threads=" + threads, "run.bind_threads=" + bind))
                .toArray(String[]::new));
    assertThat(List.of("ecog.h5", "bold.h5", "temporal_average.h5"))
        .allSatisfy(file -> assertThat(known.directory().resolve(file)).exists());
    assertThat(other.hash()).isEqualTo(known.hash()).hasSize(64);
    assertThat(other.meanRates()).isEqualTo(known.meanRates());
    assertThat(known.meanRates().values()).allSatisfy(rate -> assertThat(rate).isPositive());
  }

  @Test
  void shouldRecordTheSameExactSpikeTimesForEveryEpochAndThreadCount() throws Exception {
    String exact = "spiking.spike_times=exact";
    RunResult known = run("mouse-ca1", "known", "duration=60", exact);
    RunResult other = run("mouse-ca1", "other", "duration=60", exact, "epoch=0.3", "run.threads=3");
    assertThat(other.hash()).isEqualTo(known.hash());
    assertThat(run("mouse-ca1", "grid", "duration=60").hash()).isNotEqualTo(known.hash());
  }

  @Test
  void shouldRunAgainFromTheResolvedExperiment() throws Exception {
    RunResult first = run("mouse-ca1", "first", "duration=50", "seed=5");
    PreparedRun again =
        PreparedRun.of(
            new ExperimentLoader(new NativeModels())
                .load(
                    first.directory().resolve("experiment.yaml").toString(),
                    Optional.empty(),
                    List.of()));
    RunResult second = Run.in(folder.resolve("second"), again).execute(_ -> {});
    assertThat(second.hash()).isEqualTo(first.hash());
  }

  @Test
  void shouldDifferForAnotherSeed() throws Exception {
    assertThat(run("mouse-ca1", "a", "duration=50", "seed=1").hash())
        .isNotEqualTo(run("mouse-ca1", "b", "duration=50", "seed=2").hash());
  }

  @Test
  void shouldRecordOnlyWhatIsAskedFor() throws Exception {
    RunResult result =
        run(
            "mouse-ca1",
            "run",
            "duration=20",
            "record.spikes=false",
            "record.inputs=false",
            "record.lfp=null",
            "record.membrane=null",
            "record.ecog=null",
            "record.rates.variables=[E, W_e]");
    assertThat(result.directory().resolve("spikes.h5")).doesNotExist();
    assertThat(result.directory().resolve("membrane.h5")).doesNotExist();
    assertThat(result.directory().resolve("inputs.h5")).doesNotExist();
    assertThat(result.directory().resolve("lfp.h5")).doesNotExist();
    assertThat(result.directory().resolve("ecog.h5")).doesNotExist();
    assertThat(result.directory().resolve("bold.h5")).doesNotExist();
    assertThat(result.directory().resolve("temporal_average.h5")).doesNotExist();
    assertThat(result.directory().resolve("rates.h5")).exists();
  }

  @Test
  void shouldCoupleWilsonCowanRegionsAsWell() throws Exception {
    RunResult result =
        run(
            "mouse-ca1",
            "run",
            "duration=50",
            "neuralmass.model=wilson_cowan",
            "neuralmass.params=null",
            "neuralmass.noise=null",
            "neuralmass.initial=null",
            "neuralmass.derivatives=null",
            "neuralmass.cross_terms=null",
            "transfer.spikes_to_rate.window=20");
    assertThat(result.failure()).isEmpty();
    assertThat(result.simulatedMs()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0", ".inf"})
  void shouldRunTheBrainAlone(String speed) throws Exception {
    String[] sets = {
      "duration=20",
      "spiking.regions=[]",
      "connectome.conduction_speed=" + speed,
      "neuralmass.params.external_input_ex_ex=0.004"
    };
    RunResult result = run("mouse-ca1", "run", sets);
    assertThat(result.failure()).isEmpty();
    assertThat(result.directory().resolve("rates.h5")).exists();
    assertThat(result.directory().resolve("spikes.h5")).doesNotExist();
    assertThat(result.meanRates())
        .hasSize(1)
        .allSatisfy((_, rate) -> assertThat(rate).isPositive());
    PreparedRun again =
        PreparedRun.of(
            new ExperimentLoader(new NativeModels())
                .load(
                    result.directory().resolve("experiment.yaml").toString(),
                    Optional.empty(),
                    List.of()));
    assertThat(Run.in(folder.resolve("again"), again).execute(_ -> {}).hash())
        .isEqualTo(result.hash());
  }

  @Test
  void shouldRefuseSpikingRegionsWithoutDelays() {
    assertThatThrownBy(() -> prepare("mouse-ca1", "connectome.conduction_speed=.inf"))
        .isInstanceOf(ExperimentException.class)
        .hasMessageMatching(
            "--set: connectome.conduction_speed: Infinity: the delay from \\w+ to \\w+ is shorter than half a step of dt; allowed: every delay to or from a spiking region at least dt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "run.placement=modules => --set: run.placement: 'modules': allowed with this placement: 1 rank, or 4 and more; 3 given",
        "spiking.regions=[] => --set: spiking.regions: []: allowed: 1 rank, since no region is spiking; 3 given",
      })
  void shouldSayWhichNumbersOfRanksAreAllowed(String set, String line) {
    Loaded loaded =
        new ExperimentLoader(new NativeModels()).load("mouse-ca1", Optional.empty(), List.of(set));
    assertThatThrownBy(() -> PreparedRun.placement(loaded, 3))
        .isInstanceOf(ExperimentException.class)
        .hasMessage(line);
  }

  @Test
  void shouldStopBeforeItBegins() throws Exception {
    Run run = Run.in(folder.resolve("run"), prepare("mouse-ca1", "duration=50"));
    run.stop();
    RunResult result = run.execute(_ -> {});
    assertThat(result.stopped()).isTrue();
    assertThat(result.simulatedMs()).isZero();
    assertThat(result.failure()).isEmpty();
  }

  private RunResult run(String experiment, String name, String... sets)
      throws IOException, InterruptedException {
    return Run.in(folder.resolve(name), prepare(experiment, sets)).execute(_ -> {});
  }

  private static PreparedRun prepare(String experiment, String... sets) {
    List<String> all = new ArrayList<>();
    all.add("spiking.neurons_per_region=1000");
    all.add("spiking.populations.excitatory.V_m={mean: -55, std: 4}");
    all.add("spiking.poisson.excitatory.rate=1500");
    all.add("neuralmass.initial.E=[0.002, 0.008]");
    all.addAll(List.of(sets));
    return PreparedRun.of(
        new ExperimentLoader(new NativeModels()).load(experiment, Optional.empty(), all));
  }

  private static JsonNode json(RunResult result, String name) throws IOException {
    return new ObjectMapper().readTree(result.directory().resolve(name).toFile());
  }
}
