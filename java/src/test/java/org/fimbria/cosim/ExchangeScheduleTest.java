package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeScheduleTest {
  /** Regions 0 and 1 are proxies, 2 is integrated; every delay of a kind is the same. */
  private static ProxyDelays delays(int fromProxy, int toProxy, int between) {
    double[][] weights = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}};
    int[][] delays = {{0, between, toProxy}, {between, 0, toProxy}, {fromProxy, fromProxy, 0}};
    return ProxyDelays.of(weights, delays, new int[] {0, 1});
  }

  /**
   * Step by step: the epoch that produced the newest state which any step of {@code epoch} reads.
   */
  private static long newestRead(long epoch, int steps, int delay) {
    long newest = Long.MIN_VALUE;
    for (long n = epoch * steps; n < (epoch + 1) * steps; n++) {
      newest = Math.max(newest, Math.floorDiv(n - delay - 1, (long) steps));
    }
    return newest;
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1", "20,20,20,20", "20,21,25,180", "5,21,21,21", "10,21,30,40", "1,21,21,21"})
  void shouldAskForExactlyTheEpochsThatAreRead(int steps, int from, int to, int between) {
    ExchangeSchedule schedule = ExchangeSchedule.of(steps, delays(from, to, between));
    for (long epoch = 0; epoch < 30; epoch++) {
      assertThat(schedule.ratesForAdvance(epoch))
          .isEqualTo(Math.max(newestRead(epoch, steps, from), epoch - 2));
      assertThat(schedule.advanceForCoupling(epoch)).isEqualTo(newestRead(epoch, steps, to));
      assertThat(schedule.ratesForCoupling(epoch)).isEqualTo(newestRead(epoch, steps, between));
      assertThat(schedule.ratesForAdvance(epoch)).isLessThan(epoch);
      assertThat(schedule.advanceForCoupling(epoch)).isLessThan(epoch);
      assertThat(schedule.ratesForCoupling(epoch)).isLessThan(epoch);
    }
  }

  @Test
  void shouldSendCouplingEarlyOnlyWhereDelaysAreTwoEpochs() {
    ExchangeSchedule tight = ExchangeSchedule.of(20, delays(21, 21, 180));
    ExchangeSchedule pipelined = ExchangeSchedule.of(10, delays(21, 21, 180));
    for (long epoch = 0; epoch < 5; epoch++) {
      assertThat(tight.canSendEarly(epoch + 1, epoch)).isFalse();
      assertThat(pipelined.canSendEarly(epoch + 1, epoch)).isTrue();
      assertThat(pipelined.canSendEarly(epoch + 2, epoch)).isFalse();
    }
  }

  @Test
  void shouldNotSendEarlyWhatNeedsRatesThatTheNextStepsDoNot() {
    ExchangeSchedule schedule = ExchangeSchedule.of(10, delays(40, 40, 10));
    assertThat(schedule.canSendEarly(1, 0)).isFalse();
  }

  @Test
  void shouldNameTheTractThatLimitsTheEpoch() {
    ProxyDelays delays = delays(25, 21, 30);
    assertThat(delays.shortest()).contains(new ProxyDelays.Tract(2, 0, 21));
    assertThatThrownBy(() -> ExchangeSchedule.of(22, delays)).hasMessageContaining("22 steps");
  }

  @Test
  void shouldIgnoreTractsWithoutWeightAndTractsBetweenIntegratedRegions() {
    double[][] weights = {{0, 0, 1}, {1, 0, 1}, {0, 1, 0}};
    int[][] delays = {{0, 1, 50}, {60, 0, 2}, {1, 3, 0}};
    ProxyDelays found = ProxyDelays.of(weights, delays, new int[] {0});
    assertThat(found.toProxy()).contains(new ProxyDelays.Tract(2, 0, 50));
    assertThat(found.fromProxy()).contains(new ProxyDelays.Tract(0, 1, 60));
    assertThat(found.proxyToProxy()).isEmpty();
  }
}
