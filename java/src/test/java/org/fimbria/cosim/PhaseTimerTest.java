package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhaseTimerTest {
  @Test
  void shouldSumToTheWholeTime() {
    PhaseTimer timer = new PhaseTimer();
    for (int epoch = 0; epoch < 1000; epoch++) {
      timer.enter(Phase.WAIT);
      timer.enter(Phase.SIMULATION);
      timer.enter(Phase.IO);
      timer.endEpoch();
    }
    timer.enter(Phase.ENDING);
    timer.stop();
    long sum = Arrays.stream(Phase.values()).mapToLong(timer::nanos).sum();
    assertThat(sum).isEqualTo(timer.wholeNanos()).isPositive();
  }

  @Test
  void shouldDivideAPhaseAmongTheEpochs() {
    PhaseTimer timer = new PhaseTimer();
    timer.enter(Phase.SIMULATION);
    timer.endEpoch();
    timer.enter(Phase.WAIT);
    timer.endEpoch();
    timer.stop();
    long[] simulation = timer.perEpoch(Phase.SIMULATION);
    assertThat(simulation).hasSize(2);
    assertThat(simulation[0]).isPositive();
    assertThat(Arrays.stream(simulation).sum()).isEqualTo(timer.nanos(Phase.SIMULATION));
    assertThat(timer.perEpoch(Phase.WAIT)[0]).isZero();
  }
}
