package org.fimbria.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every link does, whatever it is made of. */
@Timeout(30)
abstract class LinkContract {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** A link from "source" to "target". */
  abstract Link link(Duration timeout);

  @Test
  void shouldHandOverEveryEpochInOrder() {
    try (Link link = link(LONG)) {
      int epochs = 1000;
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> {
            Link.Sender sender = link.sender();
            for (long epoch = 0; epoch < epochs; epoch++) {
              send(sender, epoch, epoch % 97 + 1);
            }
          });
      Link.Receiver receiver = link.receiver();
      for (long epoch = 0; epoch < epochs; epoch++) {
        receiver.awaitReady(epoch);
        MemorySegment data = receiver.transfer();
        assertThat(receiver.bytes()).isEqualTo((epoch % 97 + 1) * Long.BYTES);
        for (long i = 0; i < epoch % 97 + 1; i++) {
          assertThat(data.getAtIndex(ValueLayout.JAVA_LONG, i)).isEqualTo(1000 * epoch + i);
        }
        receiver.endTransfer();
      }
      sending.join();
    }
  }

  @Test
  void shouldCarryMoreThanTheFirstMemoryHolds() {
    try (Link link = link(LONG)) {
      long words = 1 << 17;
      send(link.sender(), 0, words);
      Link.Receiver receiver = link.receiver();
      receiver.awaitReady(0);
      assertThat(receiver.transfer().getAtIndex(ValueLayout.JAVA_LONG, words - 1))
          .isEqualTo(words - 1);
    }
  }

  @Test
  void shouldCarryAnEmptyEpoch() {
    try (Link link = link(LONG)) {
      send(link.sender(), 0, 0);
      Link.Receiver receiver = link.receiver();
      receiver.awaitReady(0);
      assertThat(receiver.bytes()).isZero();
    }
  }

  @Test
  void shouldLetOneEpochBeWrittenWhileTheOneBeforeIsRead() {
    try (Link link = link(LONG)) {
      Link.Sender sender = link.sender();
      Link.Receiver receiver = link.receiver();
      send(sender, 0, 1);
      receiver.awaitReady(0);
      MemorySegment reading = receiver.transfer();
      send(sender, 1, 1);
      assertThat(reading.get(ValueLayout.JAVA_LONG, 0)).isZero();
      receiver.endTransfer();
      receiver.awaitReady(1);
      assertThat(receiver.transfer().get(ValueLayout.JAVA_LONG, 0)).isEqualTo(1000);
    }
  }

  @Test
  void shouldLetTheSenderRunTwoEpochsAheadOfTheOneThatIsRead() {
    try (Link link = link(LONG)) {
      Link.Receiver receiver = link.receiver();
      send(link.sender(), 0, 1);
      receiver.awaitReady(0);
      MemorySegment reading = receiver.transfer();
      for (long epoch = 1; epoch <= 3; epoch++) {
        send(link.sender(), epoch, 1);
      }
      assertThat(reading.get(ValueLayout.JAVA_LONG, 0)).isZero();
      receiver.endTransfer();
      for (long epoch = 1; epoch <= 3; epoch++) {
        receiver.awaitReady(epoch);
        assertThat(receiver.transfer().get(ValueLayout.JAVA_LONG, 0)).isEqualTo(1000 * epoch);
        receiver.endTransfer();
      }
    }
  }

  @Test
  void shouldNamePeerAndEpochWhenTheReceiverWaitsTooLong() {
    try (Link link = link(Duration.ofMillis(50))) {
      assertThatThrownBy(() -> link.receiver().awaitReady(0))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("source -> target, epoch 0")
          .hasMessageContaining("no answer of source");
    }
  }

  @Test
  void shouldNamePeerAndEpochWhenTheSenderWaitsTooLong() {
    try (Link link = link(Duration.ofMillis(50))) {
      Link.Sender sender = link.sender();
      assertThatThrownBy(
              () -> {
                for (long epoch = 0; epoch < 100; epoch++) {
                  send(sender, epoch, 1);
                }
              })
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("no answer of target");
    }
  }

  @Test
  void shouldDeliverWhatWasSentBeforeTheSenderReleased() {
    try (Link link = link(LONG)) {
      Link.Sender sender = link.sender();
      send(sender, 0, 1);
      sender.release();
      Link.Receiver receiver = link.receiver();
      receiver.awaitReady(0);
      receiver.endTransfer();
      assertThatThrownBy(() -> receiver.awaitReady(1))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("epoch 1")
          .hasMessageContaining("closed by source");
    }
  }

  @Test
  void shouldEndTheSendersWaitWhenTheReceiverReleases() {
    try (Link link = link(LONG)) {
      CompletableFuture<Throwable> waiting =
          CompletableFuture.supplyAsync(() ->
              catchThrowable(() -> {
                Link.Sender sender = link.sender();
                for (long epoch = 0; epoch < 100; epoch++) {
                  send(sender, epoch, 1);
                }
              }));
      link.receiver().release();
      assertThat(waiting.join())
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("closed by target");
    }
  }

  @Test
  void shouldEndEveryWaitWithTheReasonOfTheAbort() throws Exception {
    try (Link link = link(LONG)) {
      CompletableFuture<Throwable> waiting =
          CompletableFuture.supplyAsync(() -> catchThrowable(() -> link.receiver().awaitReady(0)));
      link.abort("spiking failed in epoch 7: no reason");
      assertThat(waiting.get(10, TimeUnit.SECONDS))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("spiking failed in epoch 7");
      assertThatThrownBy(() -> link.sender().awaitReady(0)).isInstanceOf(LinkException.class);
    }
  }

  @Test
  void shouldRefuseEpochsOutOfOrder() {
    try (Link link = link(LONG)) {
      assertThatThrownBy(() -> link.sender().awaitReady(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("epoch 0 is next");
    }
  }

  private static void send(Link.Sender sender, long epoch, long words) {
    sender.awaitReady(epoch);
    MemorySegment out = sender.transfer(words * Long.BYTES);
    for (long i = 0; i < words; i++) {
      out.setAtIndex(ValueLayout.JAVA_LONG, i, 1000 * epoch + i);
    }
    sender.endTransfer(words * Long.BYTES);
  }
}
