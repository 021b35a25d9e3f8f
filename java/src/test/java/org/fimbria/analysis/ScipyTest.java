package org.fimbria.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fimbria.record.Readers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same spectra from SciPy. */
class ScipyTest {
  @TempDir Path folder;

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** As figures have them (10 kHz, 1 s, by half), with an odd length, and with an odd overlap. */
  @ParameterizedTest
  @CsvSource({"10000, 10000, 5000", "1000, 243, 121", "1024, 1000, 37"})
  void shouldEqualScipysDensities(double rateHz, int length, int overlap) throws Exception {
    double[] series = WelchTest.noise(25_600, 3, length);
    for (int k = 0; k < series.length; k++) {
      series[k] += 40 + 5 * Math.sin(0.37 * k) + 1e-3 * k;
    }
    ByteBuffer bytes = ByteBuffer.allocate(series.length * Double.BYTES);
    bytes.asDoubleBuffer().put(series);
    Path file = Files.write(folder.resolve("series"), bytes.array());
    List<String> lines =
        Readers.scipy("/org/fimbria/analysis/welch.py", file, rateHz, length, overlap);

    PowerSpectrum spectrum = Welch.density(series, rateHz, length, overlap);
    assertThat(spectrum.f()).containsExactly(numbers(lines.get(0)), within(1e-9));
    close(spectrum.p(), numbers(lines.get(1)));
    Spectrogram spectrogram = Spectrogram.of(series, rateHz, length, overlap);
    assertThat(spectrogram.t()).containsExactly(numbers(lines.get(2)), within(1e-9));
    assertThat(spectrogram.p()).hasNumberOfRows(lines.size() - 3);
    for (int segment = 0; segment < spectrogram.p().length; segment++) {
      close(spectrogram.p()[segment], numbers(lines.get(3 + segment)));
    }
  }

  /** Rounding is of the size of the largest value, not of each. */
  private static void close(double[] ours, double[] theirs) {
    double rounding = 1e-13 * Arrays.stream(theirs).max().orElseThrow();
    assertThat(ours).hasSameSizeAs(theirs);
    for (int k = 0; k < ours.length; k++) {
      assertThat(ours[k]).isCloseTo(theirs[k], within(1e-10 * theirs[k] + rounding));
    }
  }
}
