package org.fimbria.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fimbria.cli.Main;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.ranks.MpiRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs over ranks that mpirun starts: the bits of one process, one end, one reason. */
@Timeout(180)
class RanksIT {
  private static final List<String> EXPERIMENT =
      List.of(
          "spiking.neurons_per_region=1000",
          "spiking.populations.excitatory.V_m={mean: -55, std: 4}",
          "spiking.poisson.excitatory.rate=1500",
          "neuralmass.initial.E=[0.002, 0.008]",
          "record.ecog.noise=0.3",
          "record.temporal_average={variables: [E, W_e], interval: 1.7}",
          "record.bold={model: volterra, interval: 8}",
          "duration=60");

  private static final String MAP =
      "run.placement={neuralmass: 2, rates_to_spikes: 0, spikes_to_rate: 1, spiking: [0, 1, 2]}";

  @TempDir static Path known;
  private static RunResult alone;

  @TempDir Path folder;

  @BeforeAll
  static void runInOneProcess() throws Exception {
    MpiRun.skipWithoutMpi();
    PreparedRun prepared =
        PreparedRun.of(
            new ExperimentLoader(new NativeModels())
                .load("mouse-ca1", Optional.empty(), EXPERIMENT));
    alone = Run.in(known.resolve("run"), prepared).execute(_ -> {});
    assertThat(alone.directory().resolve("lfp.h5")).exists();
    assertThat(alone.directory().resolve("inputs.h5")).exists();
  }

  /** Every number of ranks and every placement, with each transport and number of threads. */
  @ParameterizedTest
  @CsvSource({
    "1, modules, auto, 2, false",
    "2, separate, auto, 1, true",
    "2, shared, mpi, 2, false",
    "3, separate, mpi, 2, false",
    "3, map, auto, 1, true",
    "4, modules, auto, 1, true",
    "4, shared, auto, 1, false",
    "8, modules, mpi, 1, false"
  })
  void shouldRecordTheBitsOfOneProcess(
      int ranks, String placement, String transport, int threads, boolean sharesMemory)
      throws Exception {
    String placed = placement.equals("map") ? MAP : "run.placement=" + placement;
    MpiRun.Result result =
        run(MpiRun.with(ranks), placed, "run.transport=" + transport, "run.threads=" + threads);
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).containsOnlyOnce("complete: 60.0 ms simulated");
    JsonNode provenance = provenance(folder.resolve("run"));
    assertThat(provenance.get("recorded_sha256").asText()).isEqualTo(alone.hash());
    assertThat(provenance.get("ranks").asInt()).isEqualTo(ranks);
    assertThat(provenance.get("transports").toString().contains("shared memory"))
        .isEqualTo(sharesMemory);
    assertSameFiles();
  }

  /** Files of the same names, the same data between the modules, and timers that add up. */
  private void assertSameFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run"));
        Stream<Path> expected = Files.list(alone.directory())) {
      assertThat(files.map(Path::getFileName))
          .containsExactlyInAnyOrderElementsOf(expected.map(Path::getFileName).toList());
    }
    assertThat(timers(folder.resolve("run")).get("flow"))
        .isEqualTo(timers(alone.directory()).get("flow"))
        .hasSize(8);
    JsonNode modules = timers(folder.resolve("run")).get("modules");
    assertThat(modules.fieldNames()).toIterable().contains("spiking", "neuralmass");
    modules.forEach(module -> {
      long sum = 0;
      for (String phase : List.of("initialisation", "simulation", "wait", "io", "ending")) {
        sum += module.get(phase).asLong();
      }
      assertThat(sum).isEqualTo(module.get("total").asLong());
    });
  }

  /** The lead has none of the inhibitory neurons, the first rank that follows has some. */
  @ParameterizedTest
  @CsvSource({"shared, 3, 1", "separate, 4, 2"})
  void shouldSayWhichNeuronLeftTheNumbersInARankThatFollows(String placement, int ranks, int rank)
      throws Exception {
    MpiRun.Result result =
        run(
            MpiRun.with(ranks),
            "run.placement=" + placement,
            "duration=1000000",
            "spiking.populations.inhibitory.params.I_e=-1e6");
    assertFailed(
        result,
        "rank %d \\(spiking\\.1\\) failed in epoch 0: .*neuron \\d+, step \\d+: V_m = .*"
            .formatted(rank));
  }

  @ParameterizedTest
  @CsvSource({"0, neuralmass", "1, spiking"})
  void shouldEndEveryRankWhenARecorderFails(int rank, String simulator) throws Exception {
    MpiRun.Result result =
        run(
            MpiRun.with(3)
                .prefix("[ $OMPI_COMM_WORLD_RANK != %d ] || ulimit -f 20480".formatted(rank)),
            "duration=1000000",
            "record.compression=0",
            "record.rates.interval=0.1",
            "record.membrane.excitatory={neurons: 800, variables: [V_m, w, g_ex, g_in], interval: 0.1}");
    assertFailed(
        result, "rank %d \\(record.%s\\) failed in epoch \\d+: .*".formatted(rank, simulator));
  }

  private void assertFailed(MpiRun.Result result, String reason) throws IOException {
    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    String told = provenance(folder.resolve("run.failed")).get("reason").asText();
    assertThat(told).matches(reason);
    assertThat(result.output()).containsOnlyOnce("fimbria: " + told);
  }

  @Test
  void shouldSayOnceWhatIsWrongWithTheInputAndLeaveNothing() throws Exception {
    MpiRun.Result result = run(MpiRun.with(2), "epoch=3");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output()).containsOnlyOnce("--set: epoch: 3: longer than the delay");
    MpiRun.Result few = run(MpiRun.with(2), "run.placement=modules");
    assertThat(few.exitCode()).isEqualTo(2);
    assertThat(few.output())
        .containsOnlyOnce("allowed with this placement: 1 rank, or 4 and more; 2 given");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private MpiRun.Result run(MpiRun ranks, String... sets) {
    List<String> arguments = new ArrayList<>(List.of("run", "mouse-ca1"));
    arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    Stream.concat(EXPERIMENT.stream(), Stream.of(sets))
        .forEach(set -> arguments.addAll(List.of("--set", set)));
    return ranks.within(Duration.ofSeconds(120)).main(Main.class, arguments.toArray(String[]::new));
  }

  private static JsonNode timers(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("timers.json").toFile());
  }

  private static JsonNode provenance(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("provenance.json").toFile());
  }
}
