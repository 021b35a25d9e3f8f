package org.fimbria.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where and when the power of a series lies. */
class SpectrogramTest {
  /** 2 s of 50 Hz, then 2 s of 120 Hz with twice the amplitude, at 1 kHz. */
  private static double[] series() {
    double[] series = new double[4000];
    Arrays.setAll(
        series,
        k -> k < 2000 ? Math.sin(2 * Math.PI * 0.05 * k) : 2 * Math.sin(2 * Math.PI * 0.12 * k));
    return series;
  }

  @Test
  void shouldShowWhichFrequencyCameWhen() {
    Spectrogram spectrogram = Spectrogram.of(series(), 1000, 500, 250);
    assertThat(spectrogram.t()).hasSize(15).startsWith(0.25, 0.5).endsWith(3.75);
    assertThat(spectrogram.f()).hasSize(251).startsWith(0, 2);
    assertThat(spectrogram.p()[0][25] * 2).isCloseTo(2 / 3.0 / 2, within(1e-9));
    assertThat(spectrogram.p()[0][60]).isLessThan(1e-20);
    assertThat(spectrogram.p()[14][60] * 2).isCloseTo(2 / 3.0 * 4 / 2, within(1e-9));
    assertThat(spectrogram.p()[14][25]).isLessThan(1e-20);
  }

  @Test
  void shouldHaveWelchsDensityAsItsMean() {
    Spectrogram spectrogram = Spectrogram.of(series(), 1000, 800, 300);
    double[] mean = new double[spectrogram.f().length];
    for (double[] density : spectrogram.p()) {
      Arrays.setAll(mean, k -> mean[k] + density[k] / spectrogram.p().length);
    }
    double[] welch = Welch.density(series(), 1000, 800, 300).p();
    assertThat(mean).containsExactly(welch, within(1e-15));
  }

  @Test
  void shouldKeepDecibelsAboveTheLowest() {
    assertThat(Spectrogram.decibel(0.001, -65)).isCloseTo(-30, within(1e-12));
    assertThat(Spectrogram.decibel(1e-9, -65)).isEqualTo(-65);
    assertThat(Spectrogram.decibel(0, -65)).isEqualTo(-65);
  }
}
