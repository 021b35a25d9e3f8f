package org.fimbria.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ends of a link at any speed, delayed at any point: nothing is lost, nobody sleeps on. */
@Timeout(120)
class LinkStressTest {
  /** A lost wake-up would wait for this long and fail the test. */
  private static final Duration LONG = Duration.ofSeconds(30);

  static Stream<Supplier<Link>> links() {
    return Stream.of(
        () -> new InProcessLink("source", "target", LONG),
        () -> InProcessLink.deferred("source", "target", LONG));
  }

  @ParameterizedTest
  @MethodSource("links")
  void shouldHandOverMillionsOfEpochs(Supplier<Link> links) {
    long epochs = 2_000_000;
    try (Link link = links.get()) {
      CompletableFuture<Void> sending = run(() -> send(link.sender(), epochs, 0, 1));
      receive(link.receiver(), epochs, 0, 2);
      sending.join();
    }
  }

  @ParameterizedTest
  @MethodSource("links")
  void shouldSurviveDelaysOfEitherEnd(Supplier<Link> links) {
    long epochs = 30_000;
    for (int[] pauses : new int[][] {{3, 0}, {0, 3}, {3, 3}}) {
      try (Link link = links.get()) {
        CompletableFuture<Void> sending = run(() -> send(link.sender(), epochs, pauses[0], 3));
        receive(link.receiver(), epochs, pauses[1], 4);
        sending.join();
      }
    }
  }

  /** Four pairs of threads meet in turn, as more threads than a laptop has cores. */
  @Test
  void shouldTakeTurnsWithMoreThreadsThanCores() {
    int rounds = 20_000;
    List<CompletableFuture<Void>> pairs = new ArrayList<>();
    for (int pair = 0; pair < 4; pair++) {
      pairs.add(run(() -> pingPong(rounds)));
    }
    pairs.forEach(CompletableFuture::join);
  }

  @ParameterizedTest
  @MethodSource("links")
  void shouldEndBothEndsWhenItIsAbortedAtAnyTime(Supplier<Link> links) {
    SplittableRandom random = new SplittableRandom(5);
    for (int run = 0; run < 1000; run++) {
      try (Link link = links.get()) {
        int pause = run % 3;
        CompletableFuture<Void> sending = run(() -> send(link.sender(), Long.MAX_VALUE, pause, 6));
        CompletableFuture<Void> receiving =
            run(() -> receive(link.receiver(), Long.MAX_VALUE, 2 - pause, 7));
        LockSupport.parkNanos(random.nextInt(300_000));
        link.abort("enough");
        for (CompletableFuture<Void> end : List.of(sending, receiving)) {
          assertThatThrownBy(end::join)
              .hasCauseInstanceOf(LinkException.class)
              .hasMessageContaining("enough");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("links")
  void shouldDeliverAllThatWasSentBeforeARelease(Supplier<Link> links) {
    SplittableRandom random = new SplittableRandom(8);
    for (int run = 0; run < 1000; run++) {
      int epochs = random.nextInt(20);
      try (Link link = links.get()) {
        CompletableFuture<Void> sending =
            run(() -> {
              send(link.sender(), epochs, 1, 9);
              link.sender().release();
            });
        receive(link.receiver(), epochs, 1, 10);
        assertThat(catchThrowable(() -> link.receiver().awaitReady(epochs)))
            .isInstanceOf(LinkException.class)
            .hasMessageContaining("closed by source");
        sending.join();
      }
    }
  }

  /** In a thread of its own, which the common pool does not promise. */
  private static CompletableFuture<Void> run(Runnable end) {
    return CompletableFuture.runAsync(end, command -> Thread.ofPlatform().start(command));
  }

  private static void pingPong(int rounds) {
    try (Link there = new InProcessLink("a", "b", LONG);
        Link back = new InProcessLink("b", "a", LONG)) {
      Thread other =
          Thread.ofPlatform()
              .start(() -> {
                for (long round = 0; round < rounds; round++) {
                  take(there.receiver(), round);
                  give(back.sender(), round);
                }
              });
      for (long round = 0; round < rounds; round++) {
        give(there.sender(), round);
        take(back.receiver(), round);
      }
      other.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(Link.Sender sender, long epochs, int pauses, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (long epoch = 0; epoch < epochs; epoch++) {
      give(sender, epoch);
      pause(random, pauses);
    }
  }

  private static void receive(Link.Receiver receiver, long epochs, int pauses, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (long epoch = 0; epoch < epochs; epoch++) {
      take(receiver, epoch);
      pause(random, pauses);
    }
  }

  private static void give(Link.Sender sender, long epoch) {
    sender.awaitReady(epoch);
    long words = epoch % 7 + 1;
    MemorySegment memory = sender.transfer(words * Long.BYTES);
    memory.setAtIndex(ValueLayout.JAVA_LONG, words - 1, epoch);
    sender.endTransfer(words * Long.BYTES);
  }

  private static void take(Link.Receiver receiver, long epoch) {
    receiver.awaitReady(epoch);
    long words = epoch % 7 + 1;
    if (receiver.bytes() != words * Long.BYTES
        || receiver.transfer().getAtIndex(ValueLayout.JAVA_LONG, words - 1) != epoch) {
      throw new AssertionError("epoch %d came damaged".formatted(epoch));
    }
    receiver.endTransfer();
  }

  /** Mostly none, sometimes a few spins, rarely a sleep of microseconds. */
  private static void pause(SplittableRandom random, int pauses) {
    if (pauses == 0) {
      return;
    }
    int kind = random.nextInt(64);
    if (kind == 0) {
      LockSupport.parkNanos(1000L * random.nextInt(pauses * 10));
    } else if (kind < 8) {
      for (int spin = random.nextInt(200); spin > 0; spin--) {
        Thread.onSpinWait();
      }
    }
  }
}
