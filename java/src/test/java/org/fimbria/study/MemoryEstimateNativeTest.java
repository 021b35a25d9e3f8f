package org.fimbria.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.spiking.SpikingNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryEstimateNativeTest {
  /** Beside the engine: what a process of any run needs. */
  private static final long PROCESS_BYTES = 300_000_000;

  @ParameterizedTest
  @CsvSource({
    "1000, 1, fixed_indegree, 0",
    "10000, 2, fixed_indegree, 0",
    "1000, 2, pairwise_bernoulli, 0.01"
  })
  void shouldNotBeLessThanTheEngineNeeds(int neurons, int threads, String rule, double drawn) {
    SpikingNetwork network = network(neurons, rule);
    try (SpikingEngine engine = network.engine(1, 0.1, threads, 20)) {
      assertThat((double) network.synapses())
          .isCloseTo((double) engine.synapses(), within(drawn * engine.synapses()));
      long estimate = MemoryEstimate.bytes(network, 1, threads) - PROCESS_BYTES;
      assertThat(estimate).isGreaterThanOrEqualTo((long) (0.95 * engine.bytes()));
      assertThat(estimate).isLessThan(2 * engine.bytes());
    }
  }

  private static SpikingNetwork network(int neurons, String rule) {
    String projections = "spiking.projections.";
    String number = rule.equals("fixed_indegree") ? "connection_probability" : "probability";
    List<String> sets =
        List.of(
            "spiking.neurons_per_region=" + neurons,
            projections + "excitatory.rule=" + rule,
            projections + "excitatory.connection_probability=null",
            projections + "excitatory." + number + "=0.05",
            projections + "inhibitory.connection_probability=0.05",
            "neuralmass.params.p_connect_e=0.05");
    var loaded = new ExperimentLoader(new NativeModels()).load("mouse-ca1", Optional.empty(), sets);
    return PreparedRun.of(loaded).plan().network();
  }
}
