package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunClockTest {
  private final RunClock clock = new RunClock();

  @Test
  void shouldLastFromTheFirstEpochToTheEndOfTheLast() {
    assertThat(clock.firstNanos()).isEmpty();
    assertThat(clock.lastNanos()).isEmpty();
    clock.beginEpochs(1000);
    clock.beginEpochs(1010);
    clock.endEpochs(5000);
    clock.endEpochs(4000);
    assertThat(clock.firstNanos()).hasValue(1000);
    assertThat(clock.lastNanos()).hasValue(5000);
  }

  /** One simulates in [10, 30) and [70, 90), the other one in [20, 50), of [0, 100). */
  @Test
  void shouldExposeOnlyWhatNoSimulatorHides() {
    clock.beginEpochs(0);
    clock.beginSimulation(10);
    clock.beginSimulation(20);
    clock.endSimulation(30);
    clock.endSimulation(50);
    clock.beginSimulation(70);
    clock.endSimulation(90);
    clock.endEpochs(100);
    assertThat(clock.exposedNanos()).isEqualTo(10 + 20 + 10);
  }

  @Test
  void shouldExposeNothingWhileOneSimulatorAlwaysSimulates() {
    clock.beginEpochs(0);
    clock.beginSimulation(0);
    for (int epoch = 0; epoch < 9; epoch++) {
      clock.beginSimulation(10L * epoch);
      clock.endSimulation(10L * epoch + 5);
    }
    clock.endSimulation(90);
    clock.endEpochs(90);
    assertThat(clock.exposedNanos()).isZero();
  }
}
