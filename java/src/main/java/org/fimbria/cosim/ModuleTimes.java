package org.fimbria.cosim;

import java.util.Arrays;

/**
 * What a module's timer showed.
 *
 * @param module name
 * @param wholeNanos from the making of the timer to its stop
 * @param phaseNanos by {@link Phase}
 * @param epochsPerEntry epochs that an entry sums up: 1 unless there were very many
 * @param entries nanoseconds in each {@code epochsPerEntry} epochs, by phase; empty where the
 *     epochs are not kept one by one
 */
public record ModuleTimes(
    String module, long wholeNanos, long[] phaseNanos, int epochsPerEntry, long[][] entries) {

  /** Of a timer that was stopped. */
  static ModuleTimes of(String module, PhaseTimer timer, boolean epochs) {
    Phase[] phases = Phase.values();
    return new ModuleTimes(
        module,
        timer.wholeNanos(),
        Arrays.stream(phases).mapToLong(timer::nanos).toArray(),
        timer.epochsPerEntry(),
        epochs
            ? Arrays.stream(phases).map(timer::perEntry).toArray(long[][]::new)
            : new long[phases.length][0]);
  }

  /** The same with at most so many entries: sums over neighbouring ones. */
  public ModuleTimes joined(int most) {
    int count = entries[0].length;
    int each = Math.max(1, Math.ceilDiv(count, most));
    long[][] sums = new long[entries.length][Math.ceilDiv(count, each)];
    for (int phase = 0; phase < entries.length; phase++) {
      for (int entry = 0; entry < count; entry++) {
        sums[phase][entry / each] += entries[phase][entry];
      }
    }
    return new ModuleTimes(module, wholeNanos, phaseNanos, epochsPerEntry * each, sums);
  }

  /** Nanoseconds spent in a phase. */
  public long nanos(Phase of) {
    return phaseNanos[of.ordinal()];
  }

  /** Nanoseconds spent in a phase in each entry. */
  public long[] perEntry(Phase of) {
    return entries[of.ordinal()];
  }
}
