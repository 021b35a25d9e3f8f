package org.fimbria.cosim;

import java.util.OptionalLong;

/**
 * The clock of a whole run: how long its epochs took, and for how long of that no simulator
 * simulated.
 *
 * <p>The epochs last from the first epoch that a simulator enters to the last one that a simulator
 * leaves. The exchange is exposed while no simulator is in {@link Phase#SIMULATION}: what a perfect
 * overlap would save. A simulator that waits for a slower one exposes nothing. All methods may be
 * called by any thread.
 */
public final class RunClock {
  private int simulating;
  private long readyNanos;
  private OptionalLong firstNanos = OptionalLong.empty();
  private long lastNanos;
  private long idleSince;
  private long exposedNanos;

  /** All modules everywhere are ready: an event that the clocks of all processes know. */
  synchronized void ready(long now) {
    readyNanos = now;
  }

  /** A simulator enters its first epoch. */
  synchronized void beginEpochs(long now) {
    if (firstNanos.isEmpty()) {
      firstNanos = OptionalLong.of(now);
      lastNanos = now;
      idleSince = now;
    }
  }

  /** A simulator has left its last epoch. */
  synchronized void endEpochs(long now) {
    lastNanos = Math.max(lastNanos, now);
  }

  /** A simulator begins to simulate. */
  synchronized void beginSimulation(long now) {
    // Threads read the clock before they come here, so another one's time may be a little later.
    if (simulating++ == 0) {
      exposedNanos += Math.max(0, now - idleSince);
    }
  }

  /** A simulator pauses. */
  synchronized void endSimulation(long now) {
    if (--simulating == 0) {
      idleSince = now;
    }
  }

  /** {@link System#nanoTime} when all modules were ready. */
  public synchronized long readyNanos() {
    return readyNanos;
  }

  /** {@link System#nanoTime} of the first epoch; empty before. */
  public synchronized OptionalLong firstNanos() {
    return firstNanos;
  }

  /** {@link System#nanoTime} at the end of the last epoch. */
  public synchronized OptionalLong lastNanos() {
    return firstNanos.isEmpty() ? firstNanos : OptionalLong.of(lastNanos);
  }

  /** Nanoseconds of the epochs in which no simulator simulated. */
  public synchronized long exposedNanos() {
    return exposedNanos + (simulating == 0 ? Math.max(0, lastNanos - idleSince) : 0);
  }
}
