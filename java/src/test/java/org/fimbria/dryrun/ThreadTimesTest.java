package org.fimbria.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadTimesTest {
  @Test
  void shouldCountOnlyTheThreadsThatItWasTold() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    Thread busy =
        Thread.ofPlatform().daemon().name("a_long_name_of_a_thread").start(() -> compute(ended));
    try {
      ThreadTimes times = new ThreadTimes(List.of("a_long_name_of_a_thread"), 10);
      ThreadTimes others = new ThreadTimes(List.of("another_one"), 10);
      for (int ms = 0; ms < 30; ms++) {
        times.look(ms);
        others.look(ms);
        Thread.sleep(5);
      }
      assertThat(times.perSecond()).isPositive();
      assertThat(others.perSecond()).isZero();
    } finally {
      ended.set(true);
      busy.join();
    }
  }

  private static void compute(AtomicBoolean ended) {
    while (!ended.get()) {
      Thread.onSpinWait();
    }
  }
}
