package org.fimbria.mpi;

import org.fimbria.natives.Processors;

/**
 * How a thread waits for what only its own looks can find: it looks again at once for some
 * microseconds, then gives its core away between the looks, then sleeps for a small part of the
 * time that it has waited already. So short waits are exact, and long ones cost neither cores nor
 * more than that part.
 */
final class Patience {
  /** Each look lets MPI work, about 0.1 us. */
  private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 30 : 1;

  private static final long YIELDING_NANOS = 50_000;
  private static final long SHORTEST_NAP_NANOS = 10_000;
  private static final long LONGEST_NAP_NANOS = 1_000_000;
  private static final int PART = 16;

  private int looks;
  private long begin;

  /** A wait begins. */
  void begin() {
    looks = 0;
  }

  /** Lets time pass until the next look; returns the time since the first call in ns. */
  long pause() {
    if (looks < LOOKS) {
      if (looks++ == 0) {
        begin = System.nanoTime();
      }
      Thread.onSpinWait();
      return 0;
    }
    long waited = System.nanoTime() - begin;
    Processors.nap(
        waited < YIELDING_NANOS
            ? 0
            : Math.clamp(waited / PART, SHORTEST_NAP_NANOS, LONGEST_NAP_NANOS));
    return waited;
  }
}
