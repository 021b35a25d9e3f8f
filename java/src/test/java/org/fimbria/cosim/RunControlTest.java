package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fimbria.link.InProcessLink;
import org.fimbria.link.Link;
import org.fimbria.link.LinkException;
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
      control.onFailure(link::abort);
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

  @Test
  void shouldEnterNoNewEpochWhileAnEndIsAgreedOn() throws Exception {
    RunControl control = new RunControl(10);
    assertThat(control.enter(3)).isTrue();
    assertThat(control.freeze()).isEqualTo(3);
    CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(() -> control.enter(4));
    CompletableFuture<Boolean> later = CompletableFuture.supplyAsync(() -> control.enter(6));
    assertThat(control.enter(2)).isTrue();
    assertThat(next.isDone() || later.isDone()).isFalse();
    control.thaw(6);
    assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(later.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void shouldThawWhenTheRunFails() throws Exception {
    RunControl control = new RunControl(10);
    control.freeze();
    CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(() -> control.enter(0));
    control.fail("spiking", 0, new IllegalStateException("broken"));
    assertThat(next.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void shouldPreferACauseToItsConsequence() {
    RunControl control = new RunControl(10);
    assertThat(control.fail("spiking", 3, new LinkException("no answer"))).isTrue();
    assertThat(control.fail("neuralmass", 3, new LinkException("closed"))).isFalse();
    assertThat(control.fail("record", 2, new IllegalStateException("disk full"))).isTrue();
    assertThat(control.fail("spiking", 3, new IllegalStateException("later"))).isFalse();
    assertThat(control.failure().orElseThrow().text())
        .isEqualTo("record failed in epoch 2: disk full");
  }

  @Test
  void shouldAbortWhatIsRegisteredAfterTheFailureAtOnceAndNothingThatIsForgotten() {
    RunControl control = new RunControl(10);
    List<String> aborted = new ArrayList<>();
    control.onFailure(_ -> aborted.add("forgotten"));
    control.forgetAborts();
    control.fail("spiking", 3, new IllegalStateException("broken"));
    control.onFailure(aborted::add);
    assertThat(aborted).containsExactly("spiking failed in epoch 3: broken");
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
