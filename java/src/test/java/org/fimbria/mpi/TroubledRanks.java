package org.fimbria.mpi;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.fimbria.link.Link;
import org.fimbria.link.LinkException;
import org.fimbria.ranks.Ranks;
import org.fimbria.ranks.RanksProviders;

/** Rank 0 sends to rank 1 until one of them has enough; each prints how its wait has ended. */
final class TroubledRanks {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final long MANY = 1000;

  private TroubledRanks() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (Ranks ranks = RanksProviders.find().connect(LONG)) {
      Runnable part =
          ranks.rank() == 0 ? sender(ranks, arguments[0]) : receiver(ranks, arguments[0]);
      try {
        part.run();
      } catch (LinkException e) {
        System.out.println(e.getMessage());
      }
      ranks.allGather(new byte[0]);
    }
  }

  private static Runnable sender(Ranks ranks, String trouble) {
    Duration timeout = trouble.equals("receiver-is-silent") ? SHORT : LONG;
    Link.Sender sender = ranks.sender(1, 0, "source", "target", timeout);
    return switch (trouble) {
      case "sender-releases" ->
          () -> {
            send(sender, 5);
            sender.release();
          };
      case "sender-is-silent" -> () -> {};
      case "epoch-is-too-long" ->
          () -> {
            send(sender, 2);
            sender.awaitReady(2);
            sender.transfer(MessageMemory.LONGEST + 1);
          };
      case "abort" ->
          () -> {
            abortSoon(ranks);
            send(sender, MANY);
          };
      default -> () -> send(sender, MANY);
    };
  }

  private static Runnable receiver(Ranks ranks, String trouble) {
    Duration timeout = trouble.equals("sender-is-silent") ? SHORT : LONG;
    Link.Receiver receiver = ranks.receiver(0, 0, "source", "target", timeout);
    return switch (trouble) {
      case "receiver-releases" ->
          () -> {
            receive(receiver, 3);
            receiver.release();
          };
      case "receiver-is-silent", "abort" -> () -> {};
      case "epoch-is-too-long" -> () -> receive(receiver, 2);
      default -> () -> receive(receiver, MANY);
    };
  }

  private static void abortSoon(Ranks ranks) {
    Thread.ofPlatform()
        .start(() -> {
          try {
            Thread.sleep(100);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          ranks.abort("spiking failed in epoch 7");
        });
  }

  private static void send(Link.Sender sender, long epochs) {
    for (long epoch = 0; epoch < epochs; epoch++) {
      sender.awaitReady(epoch);
      MemorySegment unused = sender.transfer(Long.BYTES);
      unused.fill((byte) 0);
      sender.endTransfer(Long.BYTES);
    }
  }

  private static void receive(Link.Receiver receiver, long epochs) {
    for (long epoch = 0; epoch < epochs; epoch++) {
      receiver.awaitReady(epoch);
      receiver.endTransfer();
    }
  }
}
