package org.fimbria.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Placement;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Loaded;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One rank of the reference experiment, small, with the others simulated. */
@Timeout(120)
class DryRunNativeTest {
  private static final Interconnect NETWORK = new Interconnect(2, 10);

  @Test
  void shouldBuildARanksShareAndPredictEveryRole() throws Exception {
    Prediction four = predict(5, 2, new Node(8, 5), List.of());
    assertThat(four.roles()).extracting(Role::ranks).containsExactly("0", "1", "2-4");
    assertThat(four.roles()).extracting(Role::count).containsExactly(1, 1, 3);
    // Of its region's blocks of 256 neurons the last ones: 720 neurons of 100 synapses.
    assertThat(four.synapses()).isEqualTo(720 * 100);
    assertThat(four.slowdown()).isEqualTo(1);
    Role brain = four.roles().getFirst();
    Role follower = four.roles().getLast();
    assertThat(brain.memory().synapses()).isZero();
    assertThat(brain.time().exchange()).isZero();
    assertThat(follower.memory().synapses()).isGreaterThanOrEqualTo(2 * four.synapses());
    assertThat(follower.memory().lead()).isZero();
    assertThat(four.roles().get(1).memory().lead()).isPositive();
    assertThat(follower.time().exchange()).isPositive();
    assertThat(four.realTimeFactor())
        .isEqualTo(four.roles().stream().mapToDouble(role -> role.time().total()).max().orElse(0));
    assertThat(four.nodeBytes())
        .isEqualTo(
            four.roles().stream().mapToLong(role -> role.count() * role.memory().total()).sum());
  }

  @Test
  void shouldNeedTimeForAThreadThatHasNoCoreOfItsOwn() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    Prediction crowded = predict(cores + 2, cores, new Node(cores, cores + 2), List.of());
    assertThat(crowded.slowdown()).isGreaterThan(1);
  }

  @Test
  void shouldAddOtherModulesWhereTheNetworkHasAllCores() throws Exception {
    Prediction free = predict(3, 1, new Node(3, 3), List.of());
    assertThat(free.roles()).extracting(role -> role.time().others()).containsOnly(0.0);
    Prediction full = predict(3, 1, new Node(2, 3), List.of());
    assertThat(full.roles().getFirst().time().others()).isZero();
    assertThat(full.roles().getLast().time().others()).isPositive();
  }

  @Test
  void shouldCountAsManyExchangesAsThereAreIntervals() throws Exception {
    Prediction prediction = predict(5, 3, new Node(8, 5), List.of());
    // Delays are one step of 0.1 ms: every second step.
    assertThat(prediction.exchanges().allGathers()).isCloseTo(5000, within(1.0));
    Prediction slower = predict(5, 3, new Node(8, 5), List.of("run.placement=shared"));
    assertThat(slower.roles()).extracting(Role::modules).first().asString().contains("neuralmass");
  }

  @Test
  void shouldPrintTablesAndJson() throws Exception {
    Prediction prediction = predict(3, 1, new Node(2, 3), List.of());
    StringWriter text = new StringWriter();
    new PredictionText(prediction).print(new PrintWriter(text, true));
    assertThat(text.toString()).contains("memory (MB)", "time (s/s)", "latency 2.00 us");
    JsonNode json = new ObjectMapper().readTree(new PredictionJson(prediction).text());
    assertThat(json.get("job").get("ranks").asInt()).isEqualTo(3);
    assertThat(json.get("roles").get(2).get("memory").get("total").asLong()).isPositive();
    assertThat(json.get("roles").get(2).get("ranks").asText()).isEqualTo("2");
    assertThat(json.get("real_time_factor").asDouble()).isPositive();
  }

  private static Prediction predict(int ranks, int rank, Node node, List<String> more)
      throws InterruptedException, IOException {
    List<String> sets =
        new ArrayList<>(List.of("duration=50", "spiking.neurons_per_region=2000", "run.threads=1"));
    sets.addAll(more);
    Loaded loaded =
        new ExperimentLoader(new NativeModels(), _ -> List.of())
            .load("mouse-ca1", Optional.empty(), sets);
    Placement placement = PreparedRun.placement(loaded, ranks);
    CoSimulationPlan plan = PreparedRun.of(loaded).plan().shared(placement.spiking().size(), ranks);
    Prediction.Job job = new Prediction.Job("mouse-ca1", ranks, 4000, 1, node, NETWORK);
    return new DryRun(plan, placement, rank).predict(job, _ -> {});
  }
}
