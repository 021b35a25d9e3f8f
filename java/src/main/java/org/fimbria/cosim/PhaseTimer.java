package org.fimbria.cosim;

import java.util.Arrays;

/**
 * Splits one thread's wall time into phases, in nanoseconds, in total and per epoch.
 *
 * <p>The thread is in exactly one phase at a time, so the phases sum to its whole time. Reading the
 * clock at a change of phase is all that it costs.
 */
public final class PhaseTimer {
  private static final int PHASES = Phase.values().length;

  private final long begun = System.nanoTime();
  private final long[] total = new long[PHASES];
  private long[] epochs = new long[PHASES * 256];
  private int epochCount;
  private volatile Phase phase = Phase.INITIALISATION;
  private long since = begun;
  private long ended;

  /** The thread is in {@code next} from now on. */
  public void enter(Phase next) {
    long now = System.nanoTime();
    total[phase.ordinal()] += now - since;
    since = now;
    phase = next;
  }

  /** Whether the thread is in a phase; may be asked by others. */
  public boolean isIn(Phase asked) {
    return phase == asked;
  }

  /** Closes an epoch: what was spent since the last call belongs to it. */
  public void endEpoch() {
    enter(phase);
    int at = epochCount * PHASES;
    if (at + 2 * PHASES > epochs.length) {
      epochs = Arrays.copyOf(epochs, 2 * epochs.length);
    }
    // Running totals are kept; differences are taken when the epochs are read.
    System.arraycopy(total, 0, epochs, at, PHASES);
    epochCount++;
  }

  /** Stops the clock. */
  public void stop() {
    enter(phase);
    ended = since;
  }

  /** Nanoseconds spent in a phase. */
  public long nanos(Phase of) {
    return total[of.ordinal()];
  }

  /** Nanoseconds from the making of the timer to its stop. */
  public long wholeNanos() {
    return ended - begun;
  }

  /** Nanoseconds spent in a phase in each epoch. */
  public long[] perEpoch(Phase of) {
    long[] nanos = new long[epochCount];
    long before = 0;
    for (int epoch = 0; epoch < epochCount; epoch++) {
      long until = epochs[epoch * PHASES + of.ordinal()];
      nanos[epoch] = until - before;
      before = until;
    }
    return nanos;
  }
}
