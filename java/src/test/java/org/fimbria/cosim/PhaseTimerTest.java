package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhaseTimerTest {
  @Test
  void shouldSumToTheWholeTime() {
    PhaseTimer timer = new PhaseTimer(1000, new RunClock());
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
    PhaseTimer timer = new PhaseTimer(1000, new RunClock());
    timer.enter(Phase.SIMULATION);
    timer.endEpoch();
    timer.enter(Phase.WAIT);
    timer.endEpoch();
    timer.stop();
    long[] simulation = timer.perEntry(Phase.SIMULATION);
    assertThat(simulation).hasSize(2);
    assertThat(simulation[0]).isPositive();
    assertThat(Arrays.stream(simulation).sum()).isEqualTo(timer.nanos(Phase.SIMULATION));
    assertThat(timer.perEntry(Phase.WAIT)[0]).isZero();
  }

  @Test
  void shouldLeaveACopyForWhoAsksWhileItRuns() {
    PhaseTimer timer = new PhaseTimer(10, new RunClock());
    timer.enter(Phase.SIMULATION);
    timer.endEpoch();
    assertThat(timer.lastCopy()).isEmpty();
    timer.endEpoch();
    PhaseTimer copy = timer.lastCopy().orElseThrow();
    long then = copy.nanos(Phase.SIMULATION);
    timer.enter(Phase.WAIT);
    timer.enter(Phase.SIMULATION);
    timer.endEpoch();
    timer.stop();
    assertThat(copy.nanos(Phase.SIMULATION)).isEqualTo(then);
    assertThat(copy.nanos(Phase.WAIT)).isZero();
    assertThat(copy.perEntry(Phase.SIMULATION)).hasSize(2);
    assertThat(Arrays.stream(Phase.values()).mapToLong(copy::nanos).sum())
        .isEqualTo(copy.wholeNanos());
    assertThat(timer.lastCopy().orElseThrow().perEntry(Phase.SIMULATION)).hasSize(3);
  }

  @Test
  void shouldJoinNeighbouringEntries() {
    long[][] entries = {{1, 2, 3, 4, 5}, {10, 0, 0, 0, 1}};
    ModuleTimes times = new ModuleTimes("module", 26, new long[] {15, 11}, 4, entries);
    ModuleTimes joined = times.joined(3);
    assertThat(joined.epochsPerEntry()).isEqualTo(8);
    assertThat(joined.entries()).isDeepEqualTo(new long[][] {{3, 7, 5}, {10, 0, 1}});
    assertThat(times.joined(5).entries()).isDeepEqualTo(entries);
  }

  @Test
  void shouldCountWhatAnEngineWaitedInsideOfItselfAsWaiting() {
    PhaseTimer timer = new PhaseTimer(1, new RunClock());
    timer.enter(Phase.SIMULATION);
    timer.enter(Phase.IO);
    long inside = timer.nanos(Phase.SIMULATION);
    timer.move(inside - 1, Phase.SIMULATION, Phase.WAIT);
    assertThat(timer.nanos(Phase.SIMULATION)).isEqualTo(1);
    assertThat(timer.nanos(Phase.WAIT)).isEqualTo(inside - 1);
    timer.move(1000, Phase.SIMULATION, Phase.WAIT);
    assertThat(timer.nanos(Phase.SIMULATION)).isZero();
    timer.endEpoch();
    timer.stop();
    assertThat(timer.perEntry(Phase.WAIT)).containsExactly(inside);
    long sum = Arrays.stream(Phase.values()).mapToLong(timer::nanos).sum();
    assertThat(sum).isEqualTo(timer.wholeNanos());
  }

  @Test
  void shouldSumUpEpochsWhenTheyAreMoreThanItKeeps() {
    PhaseTimer timer = new PhaseTimer(3, new RunClock());
    for (int epoch = 0; epoch < 13; epoch++) {
      timer.enter(Phase.IO);
      timer.endEpoch();
    }
    timer.stop();
    assertThat(timer.epochsPerEntry()).isEqualTo(4);
    long[] io = timer.perEntry(Phase.IO);
    assertThat(io).hasSize(4).doesNotContain(0);
    assertThat(Arrays.stream(io).sum()).isPositive().isLessThanOrEqualTo(timer.nanos(Phase.IO));
  }
}
