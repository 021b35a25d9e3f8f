package org.fimbria.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Spikes put into bins. */
class RateHistogramTest {
  @Test
  void shouldCountHalfOpenBins() {
    RateHistogram histogram = new RateHistogram(10, 11, 0.25);
    for (double time : new double[] {9.99, 10, 10.2, 10.25, 10.99, 11, 12}) {
      histogram.add(time);
    }
    assertThat(histogram.counts()).containsExactly(2, 1, 0, 1);
    assertThat(histogram.rates(8)).containsExactly(new double[] {1000, 500, 0, 500}, within(1e-9));
  }

  @Test
  void shouldPutEveryStampOfTheGridIntoItsOwnBin() {
    RateHistogram histogram = new RateHistogram(0, 11_000, 0.1);
    for (int step = 0; step < 110_000; step++) {
      histogram.add(step * 0.1);
    }
    assertThat(histogram.counts()).hasSize(110_000).containsOnly(1);
  }
}
