package org.fimbria.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spectra of series whose power is known. */
class WelchTest {
  private static final double RATE_HZ = 1000;

  private static double[] sine(int samples, double amplitude, double hz) {
    double[] series = new double[samples];
    Arrays.setAll(series, k -> 7 + amplitude * Math.sin(2 * Math.PI * hz * k / RATE_HZ));
    return series;
  }

  static double[] noise(int samples, double deviation, long seed) {
    Random random = new Random(seed);
    double[] series = new double[samples];
    Arrays.setAll(series, k -> deviation * random.nextGaussian());
    return series;
  }

  private static double power(PowerSpectrum spectrum) {
    return Arrays.stream(spectrum.p()).sum() * spectrum.resolution();
  }

  @Test
  void shouldGiveASineHalfItsSquaredAmplitudeAtItsFrequency() {
    PowerSpectrum spectrum = Welch.density(sine(5000, 3, 40), RATE_HZ, 500);
    assertThat(spectrum.segments()).isEqualTo(19);
    assertThat(spectrum.resolution()).isEqualTo(2);
    assertThat(spectrum.f()[20]).isEqualTo(40);
    assertThat(power(spectrum)).isCloseTo(9 / 2.0, within(1e-9));
    // A Hann window leaves two thirds of a sine's power in its own bin and a sixth in both beside.
    assertThat(spectrum.p()[20] * 2).isCloseTo(2 / 3.0 * 9 / 2, within(1e-9));
    assertThat(spectrum.p()[19] * 2).isCloseTo(1 / 6.0 * 9 / 2, within(1e-9));
    assertThat(spectrum.p()[23]).isLessThan(1e-20);
  }

  @Test
  void shouldHoldParsevalForNoise() {
    double[] noise = noise(200_000, 2, 1);
    double variance = Arrays.stream(noise).map(x -> x * x).average().orElseThrow();
    PowerSpectrum spectrum = Welch.density(noise, RATE_HZ, 1000);
    assertThat(power(spectrum)).isCloseTo(variance, within(0.02 * variance));
    // White: 2 variance / rate at each frequency, within 5 standard deviations of a mean of 399.
    double white = 8 / RATE_HZ;
    for (int k = 2; k < 499; k++) {
      assertThat(spectrum.p()[k]).isCloseTo(white, within(white * 5 / 19));
    }
  }

  @Test
  void shouldHoldParsevalForOneSegmentOfAnyLength() {
    for (int samples : new int[] {4, 5, 15, 16, 97, 1000, 1001}) {
      double[] noise = noise(samples, 1, samples);
      double[] tapered = new double[samples];
      double mean = Arrays.stream(noise).average().orElseThrow();
      double window = 0;
      for (int n = 0; n < samples; n++) {
        double w = Math.pow(Math.sin(Math.PI * n / samples), 2);
        tapered[n] = w * (noise[n] - mean);
        window += w * w / samples;
      }
      double expected = Arrays.stream(tapered).map(x -> x * x).sum() / samples / window;
      double found = power(Welch.density(noise, RATE_HZ, samples));
      assertThat(found).as("%d samples", samples).isCloseTo(expected, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5000, 1000, 500, 9",
    "5000, 1000, 0, 5",
    "999, 1000, 500, 1",
    "11000, 1000, 500, 21"
  })
  void shouldCountSegments(int samples, int length, int overlap, int segments) {
    PowerSpectrum spectrum = Welch.density(noise(samples, 1, 2), RATE_HZ, length, overlap);
    assertThat(spectrum.segments()).isEqualTo(segments);
    assertThat(spectrum.degrees()).isPositive().isLessThanOrEqualTo(2 * segments);
  }

  @Test
  void shouldCountFewerDegreesWherePowerComesInOneSegment() {
    double[] series = noise(20_000, 1e-6, 3);
    double steady = Welch.density(series, RATE_HZ, 1000).degrees();
    // 39 segments that share a thirty-sixth of their power with each neighbour: 2 x 39 x 18 / 19.
    assertThat(steady).isCloseTo(74, within(1.5));
    series[10_250] = 1;
    assertThat(Welch.density(series, RATE_HZ, 1000).degrees()).isBetween(2.0, 4.0);
  }

  @Test
  void shouldHaveNothingOfAnEmptySeries() {
    PowerSpectrum empty = Welch.density(new double[0], RATE_HZ, 1000);
    assertThat(empty.segments()).isZero();
    assertThat(empty.f()).containsExactly(0);
    assertThat(Welch.density(new double[1000], RATE_HZ, 1000).p()).containsOnly(0);
  }

  @Test
  void shouldRefuseSegmentsThatDoNotMove() {
    assertThatThrownBy(() -> Welch.density(new double[10], RATE_HZ, 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("segments of 4 overlap by 4");
  }
}
