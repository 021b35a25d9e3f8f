package org.fimbria.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rhythms found in noise, and none where there are none. */
class PeaksTest {
  /**
   * 10 s of white noise at 1 kHz with a rhythm whose phase wanders by {@code wander} per sample.
   */
  private static double[] rhythm(double amplitude, double hz, double wander, long seed) {
    Random random = new Random(seed);
    double[] series = WelchTest.noise(10_000, 1, seed + 1000);
    double phase = 0;
    for (int k = 0; k < series.length; k++) {
      phase += 2 * Math.PI * hz / 1000 + wander * random.nextGaussian();
      series[k] += amplitude * Math.sin(phase);
    }
    return series;
  }

  private static List<Peak> find(double[] series) {
    return Peaks.find(Welch.density(series, 1000, 1000), 1, 400);
  }

  private static List<Double> boxed(PowerSpectrum spectrum) {
    return Arrays.stream(spectrum.p()).boxed().toList();
  }

  @Test
  void shouldFindASlowRhythm() {
    List<Peak> peaks = find(rhythm(0.5, 6, 0, 1));
    assertThat(peaks).hasSize(1);
    assertThat(peaks.getFirst().f()).isEqualTo(6);
    assertThat(peaks.getFirst().prominence()).isGreaterThan(10);
  }

  @Test
  void shouldFindABroadFastRhythm() {
    PowerSpectrum spectrum = Welch.density(rhythm(0.8, 160, 0.2, 1), 1000, 1000);
    List<Peak> peaks = Peaks.find(spectrum, 1, 400);
    assertThat(peaks).hasSize(1);
    assertThat(peaks.getFirst().f()).isCloseTo(160, within(6.0));
    // Its mark is above the line.
    assertThat(peaks.getFirst().p())
        .isGreaterThanOrEqualTo(spectrum.p()[160])
        .isIn(boxed(spectrum));
  }

  @Test
  void shouldOrderByProminence() {
    double[] series = rhythm(0.4, 6, 0, 2);
    double[] other = rhythm(2, 160, 0.05, 3);
    Arrays.setAll(series, k -> series[k] + other[k]);
    List<Peak> peaks = find(series);
    assertThat(peaks)
        .hasSize(2)
        .isSortedAccordingTo((a, b) -> Double.compare(b.prominence(), a.prominence()));
    assertThat(peaks.get(0).f()).isCloseTo(160, within(4.0));
    assertThat(peaks.get(1).f()).isEqualTo(6);
  }

  /** In less than 1 % of 300 spectra of 11 s each. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 20, 100})
  void shouldFindNoneInNoise(double correlatedMs) {
    double kept = correlatedMs == 0 ? 0 : Math.exp(-1 / correlatedMs);
    int found = 0;
    for (int seed = 0; seed < 300; seed++) {
      double[] series = WelchTest.noise(11_000, 1, seed);
      for (int k = 1; k < series.length; k++) {
        series[k] += kept * series[k - 1];
      }
      found += find(series).isEmpty() ? 0 : 1;
    }
    assertThat(found).isLessThan(3);
  }

  @Test
  void shouldFindNoneInASingleVolley() {
    double[] series = WelchTest.noise(11_000, 0.01, 1);
    for (int k = 0; k < 30; k++) {
      series[5000 + k] += 10 * (1 + Math.sin(2 * Math.PI * 0.15 * k));
    }
    assertThat(find(series)).isEmpty();
  }

  @Test
  void shouldFindNoneInSilence() {
    assertThat(find(new double[10_000])).isEmpty();
    assertThat(find(new double[0])).isEmpty();
  }
}
