package org.fimbria.link;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Epochs whose every word is known, sent and checked at any speed. */
final class LinkTraffic {
  private LinkTraffic() {}

  static void send(Link.Sender sender, long epochs, int pauses, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (long epoch = 0; epoch < epochs; epoch++) {
      give(sender, epoch);
      pause(random, pauses);
    }
  }

  static void receive(Link.Receiver receiver, long epochs, int pauses, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (long epoch = 0; epoch < epochs; epoch++) {
      take(receiver, epoch);
      pause(random, pauses);
    }
  }

  static void give(Link.Sender sender, long epoch) {
    sender.awaitReady(epoch);
    long words = words(epoch);
    MemorySegment memory = sender.transfer(words * Long.BYTES);
    for (long i = 0; i < words; i++) {
      memory.setAtIndex(ValueLayout.JAVA_LONG, i, 31 * epoch + i);
    }
    sender.endTransfer(words * Long.BYTES);
  }

  static void take(Link.Receiver receiver, long epoch) {
    receiver.awaitReady(epoch);
    long words = words(epoch);
    boolean right = receiver.bytes() == words * Long.BYTES;
    MemorySegment memory = receiver.transfer();
    for (long i = 0; right && i < words; i++) {
      right = memory.getAtIndex(ValueLayout.JAVA_LONG, i) == 31 * epoch + i;
    }
    if (!right) {
      throw new AssertionError("epoch %d came damaged".formatted(epoch));
    }
    receiver.endTransfer();
  }

  /** Mostly few; now and then more than a slot of a page holds, up to 256 KB. */
  private static long words(long epoch) {
    return epoch % 1009 == 1008 ? 1L << (8 + epoch / 1009 % 8) : epoch % 7 + 1;
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
