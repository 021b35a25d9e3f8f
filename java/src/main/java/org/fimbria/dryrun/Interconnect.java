package org.fimbria.dryrun;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.fimbria.natives.SpikeExchange.Traffic;

/**
 * What messages between ranks cost: a collective exchange takes a latency for each message that
 * waits for another one, and the time that its bytes take to arrive.
 *
 * @param latencyUs of a message, one way
 * @param bandwidthGbs with which a rank receives, in 10^9 bytes per second
 */
public record Interconnect(double latencyUs, double bandwidthGbs) {
  /** What Open MPI adds to the hand-over of a cache line between two cores: 0.2 to 0.3 us. */
  private static final double MPI_US = 0.25;

  private static final int ROUNDS = 500;
  private static final int BLOCKS = 40;
  private static final int COPY_BYTES = 1 << 20;

  /** Of ranks on this machine. */
  public static Interconnect here() {
    return new Interconnect(handOverUs() + MPI_US, copyGbs());
  }

  /** Seconds that some exchanges take on their way. */
  double seconds(Traffic traffic) {
    return traffic.hops() * latencyUs * 1e-6 + traffic.bytes() / (bandwidthGbs * 1e9);
  }

  /** One way between two threads, the best block of rounds: others may use the cores. */
  private static double handOverUs() {
    AtomicLong ping = new AtomicLong();
    AtomicLong pong = new AtomicLong();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          for (long round = 1; round <= (long) ROUNDS * BLOCKS; round++) {
            await(ping, round);
            pong.setRelease(round);
          }
        });
    long best = Long.MAX_VALUE;
    long round = 0;
    for (int block = 0; block < BLOCKS; block++) {
      long begun = System.nanoTime();
      for (int i = 0; i < ROUNDS; i++) {
        ping.setRelease(++round);
        await(pong, round);
      }
      best = Math.min(best, System.nanoTime() - begun);
    }
    return best * 1e-3 / (2 * ROUNDS);
  }

  /** Sleeps after a while, so that one core is enough. */
  private static void await(AtomicLong value, long wanted) {
    for (int spins = 0; value.getAcquire() < wanted; spins++) {
      if (spins < 1000) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(1000);
      }
    }
  }

  private static double copyGbs() {
    byte[] from = new byte[COPY_BYTES];
    byte[] to = new byte[COPY_BYTES];
    long best = Long.MAX_VALUE;
    for (int block = 0; block < BLOCKS; block++) {
      long begun = System.nanoTime();
      System.arraycopy(from, 0, to, 0, COPY_BYTES);
      best = Math.min(best, System.nanoTime() - begun);
    }
    return COPY_BYTES / (double) best;
  }
}
