package org.fimbria.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

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
      CompletableFuture<Void> sending = run(() -> LinkTraffic.send(link.sender(), epochs, 0, 1));
      LinkTraffic.receive(link.receiver(), epochs, 0, 2);
      sending.join();
    }
  }

  @ParameterizedTest
  @MethodSource("links")
  void shouldSurviveDelaysOfEitherEnd(Supplier<Link> links) {
    long epochs = 30_000;
    for (int[] pauses : new int[][] {{3, 0}, {0, 3}, {3, 3}}) {
      try (Link link = links.get()) {
        CompletableFuture<Void> sending =
            run(() -> LinkTraffic.send(link.sender(), epochs, pauses[0], 3));
        LinkTraffic.receive(link.receiver(), epochs, pauses[1], 4);
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
        CompletableFuture<Void> sending =
            run(() -> LinkTraffic.send(link.sender(), Long.MAX_VALUE, pause, 6));
        CompletableFuture<Void> receiving =
            run(() -> LinkTraffic.receive(link.receiver(), Long.MAX_VALUE, 2 - pause, 7));
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
              LinkTraffic.send(link.sender(), epochs, 1, 9);
              link.sender().release();
            });
        LinkTraffic.receive(link.receiver(), epochs, 1, 10);
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
                  LinkTraffic.take(there.receiver(), round);
                  LinkTraffic.give(back.sender(), round);
                }
              });
      for (long round = 0; round < rounds; round++) {
        LinkTraffic.give(there.sender(), round);
        LinkTraffic.take(back.receiver(), round);
      }
      other.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
