package org.fimbria.neuralmass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fimbria.natives.NeuralMassEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Regions integrated elsewhere change nothing: the rest has the same bits as in one engine.
 *
 * <p>Networks, delays and epochs after the tests of the original's interface (Kusch et al. 2024).
 */
class ProxyNativeTest {

  @ParameterizedTest
  @ValueSource(strings = {"wilson_cowan", "mean_field_adex_1", "mean_field_adex_2"})
  void shouldGiveTheSameBitsInEpochsAsInSteps(String model) {
    TestBrain brain = TestBrain.of(model, 76, 0.5, 11);
    double[][] plain = brain.run(100);
    try (NeuralMassEngine engine = brain.engine()) {
      for (int step = 3; step < 100; step += 4) {
        engine.advance(4);
        assertThat(engine.state()).isEqualTo(plain[step]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wilson_cowan, 76, 0.5, 11, 0.4, 5",
    "mean_field_adex_2, 76, 0.5, 11, 0.4, 5",
    "mean_field_adex_2, 76, 1.0, 11, 1.0, 5",
    "wilson_cowan, 3, 0.5, 3, 0.4, 1",
    "wilson_cowan, 3, 0.5, 3, 0.5, 1",
    "wilson_cowan, 4, 1, 1, 0.5, 0 1 3",
    "mean_field_adex_1, 4, 1, 1, 1.0, 0 1 3",
    "mean_field_adex_2, 6, 0.5, 11, 0.1, 0 5",
    "mean_field_adex_2, 6, 0.5, 11, 0.5, 0 1 2 3 4"
  })
  void shouldNotChangeWhenProxiesAreFedWithTheirOwnRates(
      String model, int regions, double shortestMs, double longestMs, double epochMs, String list) {
    TestBrain brain = TestBrain.of(model, regions, shortestMs, longestMs);
    int[] proxies = regions(list);
    double[][] plain = brain.run(500);
    double[][] fed = brain.runFed(plain, TestBrain.steps(epochMs), proxies);
    assertThat(brain.firstDifference(fed, plain, brain.others(proxies))).isEqualTo(-1);
    assertThat(fed[499][proxies[0]]).isNaN();
    assertBusy(brain, plain);
  }

  @ParameterizedTest
  @CsvSource({
    "wilson_cowan, 2, 10, 10, 0.4, 0|1",
    "wilson_cowan, 2, 10, 10, 10, 0|1",
    "wilson_cowan, 4, 1, 11, 1.0, 1|0 2 3",
    "wilson_cowan, 4, 1, 11, 0.4, 1|0 2 3",
    "mean_field_adex_2, 4, 1, 11, 1.0, 1|0 2 3",
    "mean_field_adex_2, 4, 1, 11, 0.4, 0 2|1 3",
    "mean_field_adex_2, 4, 0.5, 11, 0.5, 0|1 2|3",
    "mean_field_adex_1, 9, 0.5, 3, 0.1, 0 8|1 2 7|3 4 5 6",
    "mean_field_adex_2, 9, 0.5, 3, 0.5, 0|1|2|3|4|5|6|7|8"
  })
  void shouldEqualOneEngineWhenEnginesAreProxiesOfOneAnother(
      String model, int regions, double shortestMs, double longestMs, double epochMs, String list) {
    TestBrain brain = TestBrain.of(model, regions, shortestMs, longestMs);
    List<int[]> parts = Stream.of(list.split("\\|")).map(ProxyNativeTest::regions).toList();
    double[][] plain = brain.run(1000);
    double[][] divided = brain.runDivided(parts, TestBrain.steps(epochMs), 1000);
    assertThat(brain.firstDifference(divided, plain, all(brain))).isEqualTo(-1);
    assertBusy(brain, plain);
  }

  @Test
  void shouldStayExactOverTenThousandEpochs() {
    double[][] weights = {{2, 8}, {3, 5}};
    int[][] delays = {{1000, 1000}, {1000, 1000}};
    TestBrain brain = new TestBrain("wilson_cowan", weights, delays);
    double[][] plain = brain.run(100_000);
    double[][] divided = brain.runDivided(List.of(new int[] {0}, new int[] {1}), 10, 100_000);
    assertThat(brain.firstDifference(divided, plain, 0, 1)).isEqualTo(-1);
    assertThat(brain.firstDifference(brain.runFed(plain, 10, 1), plain, 0)).isEqualTo(-1);
    assertBusy(brain, plain);
  }

  /** The rate at the end of step 0 is read 1000 steps later, and seen in the state of that step. */
  @Test
  void shouldFeelAWrongRateExactlyAfterTheDelay() {
    double[][] weights = {{2, 8}, {3, 5}};
    int[][] delays = {{1000, 1000}, {1000, 1000}};
    TestBrain brain = new TestBrain("wilson_cowan", weights, delays);
    double[][] plain = brain.run(1500);
    double[][] wrong = Arrays.stream(plain).map(double[]::clone).toArray(double[][]::new);
    wrong[0][1] += 1e-6;
    assertThat(brain.firstDifference(brain.runFed(wrong, 10, 1), plain, 0)).isEqualTo(1001);
  }

  private static void assertBusy(TestBrain brain, double[][] states) {
    for (int region : all(brain)) {
      assertThat(TestBrain.rateOf(region, states, 0, states.length))
          .as("rates of region %d", region)
          .satisfies(rates ->
              assertThat(Arrays.stream(rates).distinct().count()).isGreaterThan(states.length / 2));
    }
  }

  private static int[] all(TestBrain brain) {
    return IntStream.range(0, brain.regions()).toArray();
  }

  private static int[] regions(String list) {
    return Stream.of(list.strip().split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
