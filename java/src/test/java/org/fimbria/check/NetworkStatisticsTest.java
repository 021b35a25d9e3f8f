package org.fimbria.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fimbria.natives.SpikingEngine.Variable;
import org.junit.jupiter.api.Test;

/** Statistics of trains whose statistics are known. */
class NetworkStatisticsTest {
  /** Neuron n fires every (n + 1) * 10 ms for 1 s, with stamps on the grid of 0.1 ms. */
  private static Map<String, Double> regular() {
    NetworkStatistics statistics = new NetworkStatistics(4, 1000, 0.1);
    for (int n = 0; n < 4; n++) {
      for (int stamp = 100; stamp <= 10_000; stamp += 100 * (n + 1)) {
        statistics.spike(n, stamp);
      }
    }
    for (double value : new double[] {-60, -50}) {
      statistics.sample(Variable.V_m, value);
    }
    return statistics.values();
  }

  @Test
  void shouldDescribeRegularTrains() {
    Map<String, Double> values = regular();
    assertThat(values)
        .containsEntry("rate_hz", (100 + 50 + 34 + 25) / 4.0)
        .containsEntry("frac_silent", 0.0)
        .containsEntry("rate_quantiles_5_25_50_75_95.2", 42.0)
        .containsEntry("state_100_neurons_1ms.V_m.mean", -55.0)
        .containsEntry("state_100_neurons_1ms.V_m.std", 5.0);
    assertThat(values.get("cv_isi_mean")).isCloseTo(0, within(1e-12));
    assertThat(values.get("isi_quantiles_ms_5_25_50_75_95.0")).isCloseTo(10, within(1e-9));
    double[] rates = {100, 50, 34, 25};
    double variance = Arrays.stream(rates).map(r -> (r - 52.25) * (r - 52.25)).sum() / 4;
    assertThat(values.get("rate_std_across_neurons")).isCloseTo(Math.sqrt(variance), within(1e-12));
  }

  @Test
  void shouldCorrelateCounts() {
    List<List<Integer>> trains =
        List.of(List.of(1, 2, 51, 151), List.of(10, 20, 100, 199), List.of(101, 102, 120, 160));
    double[] pairs = Correlation.pairs(trains, 50, 200);
    // Counts (2 1 0 1), (2 1 0 1) with the stamp 100 in the second bin, and (0 0 3 1).
    assertThat(pairs[0]).isCloseTo(1, within(1e-12));
    assertThat(pairs[1]).isCloseTo((0 * 2 + 0 + 0 * 3 + 1 - 4.0) / Math.sqrt(2 * 6), within(1e-12));
    assertThat(pairs[2]).isCloseTo(pairs[1], within(1e-12));
  }

  @Test
  void shouldPairTrainsSpikeBySpike() {
    TrainAgreement agreement =
        TrainAgreement.of(new int[] {10, 21, 30}, new int[] {10, 20, 30})
            .plus(TrainAgreement.of(new int[0], new int[0]));
    assertThat(agreement).isEqualTo(new TrainAgreement(3, 2, 1));
    assertThat(TrainAgreement.of(new int[] {10}, new int[] {10, 20}).farthest()).isInfinite();
    assertThat(TrainAgreement.NONE.samePercent()).isEqualTo(100);
  }
}
