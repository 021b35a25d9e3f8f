package org.fimbria.cosim;

import java.util.Arrays;
import java.util.Optional;

/**
 * Splits one thread's wall time into phases, in nanoseconds, in total and per epoch.
 *
 * <p>The thread is in exactly one phase at a time, so the phases sum to its whole time. Reading the
 * clock at a change of phase is nearly all that it costs; memory is allocated when it is made.
 */
public final class PhaseTimer {
  private static final int PHASES = Phase.values().length;

  /** A long run keeps sums over 2, 4, 8, ... epochs, so that its timers do not fill the memory. */
  private static final int MOST_ENTRIES = 1 << 16;

  private final long begun;
  private final RunClock clock;
  private final long[] total = new long[PHASES];
  private final long[] entries;
  private int entryCount;
  private int epochsPerEntry = 1;
  private long epochs;
  private volatile Phase phase = Phase.INITIALISATION;
  private long since;
  private long ended;
  private volatile boolean copyWanted;
  private volatile Optional<PhaseTimer> copy = Optional.empty();

  /**
   * Starts a timer.
   *
   * @param epochs of the run, as far as known
   * @param clock told when the thread is in {@link Phase#SIMULATION}
   */
  public PhaseTimer(long epochs, RunClock clock) {
    this.clock = clock;
    begun = System.nanoTime();
    since = begun;
    // Pairs are joined when all entries are taken, so their number is even.
    entries = new long[PHASES * Math.clamp(epochs + epochs % 2, 2, MOST_ENTRIES)];
  }

  /** A stopped copy. */
  private PhaseTimer(PhaseTimer of) {
    clock = of.clock;
    begun = of.begun;
    since = of.since;
    ended = of.since;
    phase = of.phase;
    entries = Arrays.copyOf(of.entries, of.entryCount * PHASES);
    entryCount = of.entryCount;
    epochsPerEntry = of.epochsPerEntry;
    epochs = of.epochs;
    System.arraycopy(of.total, 0, total, 0, PHASES);
  }

  /**
   * What another thread may know of a running timer: how it was at the end of some epoch. Asking
   * has the timer's thread make a copy at the end of its next epoch, which is what the next one to
   * ask gets.
   */
  Optional<PhaseTimer> lastCopy() {
    copyWanted = true;
    return copy;
  }

  /** The thread is in {@code next} from now on. */
  public void enter(Phase next) {
    Phase before = phase;
    long now = System.nanoTime();
    total[before.ordinal()] += now - since;
    since = now;
    if (next == before) {
      return;
    }
    phase = next;
    if (next == Phase.SIMULATION) {
      clock.beginSimulation(now);
    } else if (before == Phase.SIMULATION) {
      clock.endSimulation(now);
    }
  }

  /**
   * Counts time that was spent in one phase as that of another: what an engine waited inside of
   * itself. More than there is of it is not moved.
   */
  public void move(long nanos, Phase from, Phase to) {
    long moved = Math.clamp(nanos, 0, total[from.ordinal()]);
    total[from.ordinal()] -= moved;
    total[to.ordinal()] += moved;
  }

  /** Whether the thread is in a phase; may be asked by others. */
  public boolean isIn(Phase asked) {
    return phase == asked;
  }

  /** Closes an epoch: what was spent since the last call belongs to it. */
  public void endEpoch() {
    enter(phase);
    if (epochs % epochsPerEntry == 0) {
      if (entryCount * PHASES == entries.length) {
        joinPairs();
      }
      entryCount++;
    }
    // Running totals are kept; differences are taken when the epochs are read.
    System.arraycopy(total, 0, entries, (entryCount - 1) * PHASES, PHASES);
    epochs++;
    copyIfWanted();
  }

  /** Stops the clock. */
  public void stop() {
    enter(phase);
    ended = since;
    copyIfWanted();
  }

  private void copyIfWanted() {
    if (copyWanted) {
      copyWanted = false;
      copy = Optional.of(new PhaseTimer(this));
    }
  }

  /** Nanoseconds spent in a phase. */
  public long nanos(Phase of) {
    return total[of.ordinal()];
  }

  /** Nanoseconds from the making of the timer to its stop. */
  public long wholeNanos() {
    return ended - begun;
  }

  /** Epochs that an entry of {@link #perEntry} sums up: 1 unless there were very many. */
  public int epochsPerEntry() {
    return epochsPerEntry;
  }

  /** Nanoseconds spent in a phase in each epoch, or in each {@link #epochsPerEntry} epochs. */
  public long[] perEntry(Phase of) {
    long[] nanos = new long[entryCount];
    long before = 0;
    for (int entry = 0; entry < entryCount; entry++) {
      long until = entries[entry * PHASES + of.ordinal()];
      nanos[entry] = until - before;
      before = until;
    }
    return nanos;
  }

  /** Halves the number of entries; of two running totals the later one stays. */
  private void joinPairs() {
    entryCount /= 2;
    epochsPerEntry *= 2;
    for (int entry = 0; entry < entryCount; entry++) {
      System.arraycopy(entries, (2 * entry + 1) * PHASES, entries, entry * PHASES, PHASES);
    }
  }
}
