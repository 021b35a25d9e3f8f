package org.fimbria.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What it costs that more threads meet than there are cores: the system lets them run in turns, and
 * whoever waits passes its core on, again and again.
 *
 * <p>Found by doing so: threads compute for as long as a rank does between two exchanges, then wait
 * for each other by testing and yielding, as ranks do that share cores.
 */
final class Crowd {
  private static final double PROBE_S = 1;
  private static final double WARM_UP_S = 0.2;
  private static final int CALIBRATIONS = 20;
  private static final int CALIBRATION_STEPS = 200_000;

  /** Each on a cache line of its own, so that the steps before it are not slowed down. */
  private static final int STRIDE = 16;

  private final int threads;
  private final long steps;
  private final AtomicLongArray met;

  private Crowd(int threads, long steps) {
    this.threads = threads;
    this.steps = steps;
    met = new AtomicLongArray((threads + 1) * STRIDE);
  }

  /**
   * Seconds from one meeting to the next.
   *
   * @param threads that meet on a node
   * @param cores of the node; where this machine has another number, threads per core count
   * @param workS seconds that each computes in between
   */
  static double periodS(int threads, int cores, double workS) throws InterruptedException {
    if (threads <= cores) {
      return workS;
    }
    int here = Runtime.getRuntime().availableProcessors();
    int asMany = Math.max(here + 1, (int) Math.round((double) threads * here / cores));
    Crowd crowd = new Crowd(asMany, Math.max(1, Math.round(workS / stepS())));
    double rounds = Math.ceilDiv(asMany, here);
    crowd.meet((long) Math.ceil(WARM_UP_S / (workS * rounds)));
    return crowd.meet((long) Math.ceil(PROBE_S / (workS * rounds)));
  }

  /** Seconds per meeting. */
  private double meet(long meetings) throws InterruptedException {
    for (int i = 0; i < met.length(); i++) {
      met.set(i, 0);
    }
    List<Thread> members = new ArrayList<>();
    long begun = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      int own = i;
      members.add(Thread.ofPlatform().daemon().start(() -> take(own, meetings)));
    }
    for (Thread member : members) {
      member.join();
    }
    return (System.nanoTime() - begun) * 1e-9 / meetings;
  }

  private void take(int own, long meetings) {
    long value = 1;
    // It is never 0, which the compiler cannot know: it has to compute.
    for (long meeting = 1; meeting <= meetings && value != 0; meeting++) {
      value = compute(steps, value);
      met.setRelease(own * STRIDE, meeting);
      awaitOthers(meeting);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // What the scheduler makes of it is the question.
  private void awaitOthers(long meeting) {
    for (int other = 0; other < threads; other++) {
      while (met.getAcquire(other * STRIDE) < meeting) {
        Thread.yield();
      }
    }
  }

  /** The best of some: others may use the core. */
  private static double stepS() {
    long best = Long.MAX_VALUE;
    long value = 1;
    for (int i = 0; i < CALIBRATIONS; i++) {
      long begun = System.nanoTime();
      value = compute(CALIBRATION_STEPS, value);
      best = Math.min(best, System.nanoTime() - begun);
    }
    return value == 0 ? 0 : best * 1e-9 / CALIBRATION_STEPS;
  }

  /** Each step needs the one before it; the value stays odd. */
  private static long compute(long steps, long value) {
    long state = value | 1;
    for (long i = 0; i < steps; i++) {
      state = state * 6364136223846793005L + (state >>> 33 << 1);
    }
    return state;
  }
}
