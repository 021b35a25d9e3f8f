package org.fimbria.mpi;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.fimbria.link.Link;
import org.fimbria.ranks.Ranks;
import org.fimbria.ranks.RanksProviders;

/**
 * Each rank sends to the next and receives from the one before, in two threads; every word that
 * arrives is checked. Epochs of a length that there has been before allocate nothing.
 */
final class RingOfRanks {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int LINK = 9999;
  private static final int WORDS = 21;
  private static final long VARIED = 3000;
  private static final long STRETCHES = 10;
  private static final long EVEN = 300;

  private RingOfRanks() {}

  public static void main(String[] arguments) {
    try (Ranks ranks = RanksProviders.find().connect(TIMEOUT)) {
      int next = (ranks.rank() + 1) % ranks.count();
      int last = (ranks.rank() + ranks.count() - 1) % ranks.count();
      Link.Sender sender = ranks.sender(next, LINK, "ring", "next", TIMEOUT);
      Link.Receiver receiver = ranks.receiver(last, LINK, "ring", "next", TIMEOUT);
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(sender));
      receive(receiver);
      sending.join();
      sender.release();
      receiver.release();
      ranks.allGather(new byte[0]);
      System.out.println("rank " + ranks.rank() + " has closed the ring");
    }
  }

  private static void send(Link.Sender sender) {
    for (long epoch = 0; epoch < VARIED; epoch++) {
      give(sender, epoch, words(epoch));
    }
    checkAllocation("sending", VARIED, epoch -> give(sender, epoch, WORDS));
  }

  private static void receive(Link.Receiver receiver) {
    for (long epoch = 0; epoch < VARIED; epoch++) {
      take(receiver, epoch, words(epoch));
    }
    checkAllocation("receiving", VARIED, epoch -> take(receiver, epoch, WORDS));
  }

  /**
   * A collection of garbage counts as allocated what is left of a thread's buffer; so the least of
   * several stretches counts, which an allocation in each epoch would be part of.
   */
  private static void checkAllocation(String what, long first, Epoch epochs) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (long stretch = 0; stretch < STRETCHES; stretch++) {
      long begin = threads.getCurrentThreadAllocatedBytes();
      for (long epoch = 0; epoch < EVEN; epoch++) {
        epochs.run(first + stretch * EVEN + epoch);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - begin);
    }
    if (least != 0) {
      throw new AssertionError("%s has allocated %d bytes".formatted(what, least));
    }
  }

  private interface Epoch {
    void run(long epoch);
  }

  /** Few; now and then none, or far more than a slot has at first. */
  private static long words(long epoch) {
    if (epoch % 100 == 99) {
      return 1L << (epoch / 100 % 18);
    }
    return epoch % 50;
  }

  private static void give(Link.Sender sender, long epoch, long words) {
    sender.awaitReady(epoch);
    MemorySegment data = sender.transfer(words * Long.BYTES);
    for (long i = 0; i < words; i++) {
      data.setAtIndex(ValueLayout.JAVA_LONG, i, 31 * epoch + i);
    }
    sender.endTransfer(words * Long.BYTES);
  }

  private static void take(Link.Receiver receiver, long epoch, long words) {
    receiver.awaitReady(epoch);
    boolean right = receiver.bytes() == words * Long.BYTES;
    MemorySegment data = receiver.transfer();
    for (long i = 0; right && i < words; i++) {
      right = data.getAtIndex(ValueLayout.JAVA_LONG, i) == 31 * epoch + i;
    }
    if (!right) {
      throw new AssertionError("epoch " + epoch + " came damaged");
    }
    receiver.endTransfer();
  }
}
