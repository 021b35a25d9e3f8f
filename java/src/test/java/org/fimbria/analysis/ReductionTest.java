package org.fimbria.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Lines that look the same with fewer points. */
class ReductionTest {
  @Test
  void shouldKeepAShortLineWhole() {
    Reduction.Line line = Reduction.of(5, 0.5, new double[] {3, 1, 2}, 2);
    assertThat(line.t()).containsExactly(5, 5.5, 6);
    assertThat(line.y()).containsExactly(3, 1, 2);
  }

  @Test
  void shouldKeepTheExtremesOfEachBucketAtTheirTimes() {
    double[] y = {0, 5, -2, 1, 8, 8, 3, 4};
    Reduction.Line line = Reduction.of(0, 1, y, 2);
    assertThat(line.t()).containsExactly(1, 2, 4, 6);
    assertThat(line.y()).containsExactly(5, -2, 8, 3);
  }

  @Test
  void shouldKeepEveryPeakOfALongLine() {
    double[] y = new double[100_003];
    Arrays.setAll(y, k -> Math.sin(k * 0.01));
    y[77_777] = 9;
    y[12] = -9;
    Reduction.Line line = Reduction.of(0, 0.5, y, 500);
    assertThat(line.t()).hasSizeLessThanOrEqualTo(1000).isSorted().contains(38_888.5, 6);
    assertThat(line.y()).contains(9, -9);
  }

  @Test
  void shouldLeaveOutWhatIsNotANumber() {
    double[] y = {Double.NaN, 1, Double.POSITIVE_INFINITY, 2, Double.NaN, Double.NaN, 7, 7};
    assertThat(Reduction.of(0, 1, y, 2).y()).containsExactly(1, 2, 7);
    assertThat(Reduction.of(0, 1, y, 8).t()).containsExactly(1, 3, 6, 7);
    assertThat(Reduction.of(0, 1, new double[0], 2).t()).isEmpty();
  }

  @Test
  void shouldShowTheBucketSoFar() {
    Reduction reduction = new Reduction(1000, 2);
    reduction.add(4);
    reduction.add(6);
    assertThat(reduction.line(0, 1).y()).containsExactly(4, 6);
  }
}
