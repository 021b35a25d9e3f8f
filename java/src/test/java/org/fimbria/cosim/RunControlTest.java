package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fimbria.link.InProcessLink;
import org.fimbria.link.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunControlTest {
  @Test
  void shouldEndAllModulesAfterTheSameEpoch() {
    RunControl control = new RunControl(100);
    assertThat(control.enter(6)).isTrue();
    assertThat(control.enter(7)).isTrue();
    control.requestStop();
    assertThat(control.enter(7)).isTrue();
    assertThat(control.enter(8)).isFalse();
    assertThat(control.endEpoch()).isEqualTo(8);
  }

  @Test
  void shouldEndAtTheLastEpoch() {
    RunControl control = new RunControl(2);
    assertThat(control.enter(1)).isTrue();
    assertThat(control.enter(2)).isFalse();
  }

  @Test
  void shouldKeepTheFirstFailureAndAbortLinks() {
    RunControl control = new RunControl(10);
    try (Link link = new InProcessLink("a", "b", Duration.ofSeconds(20))) {
      control.add(link);
      control.fail("spiking", 3, new IllegalStateException("broken"));
      control.fail("neuralmass", 4, new IllegalStateException("later"));
      assertThat(control.failure().orElseThrow().text())
          .isEqualTo("spiking failed in epoch 3: broken");
      assertThat(control.enter(0)).isFalse();
    }
  }

  @Test
  void shouldBeginOnlyWhenAllAreReadyAndNotAfterAFailure() throws Exception {
    RunControl control = new RunControl(10);
    idle(control);
    idle(control);
    CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> ready(control));
    control.fail("other", 0, new IllegalStateException("no memory"));
    assertThat(first.get(10, TimeUnit.SECONDS)).isFalse();
  }

  /** A module announces itself when it is made. */
  private static void idle(RunControl control) {
    assertThat(
            new CosimModule("idle", control) {
              @Override
              void runEpoch(long epoch) {}

              @Override
              void end() {}
            }.isWaiting())
        .isTrue();
  }

  private static boolean ready(RunControl control) {
    try {
      return control.awaitAllReady();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
