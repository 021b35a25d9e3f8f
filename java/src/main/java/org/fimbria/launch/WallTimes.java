package org.fimbria.launch;

import org.fimbria.cosim.RunClock;

/**
 * Where the wall time of a run went, in seconds.
 *
 * @param startS until the first epoch: start of the program, reading, building
 * @param epochsS from the first epoch that a simulator enters to the last one that a simulator
 *     leaves
 * @param endingS after it: closing files
 * @param exposedS of the epochs, while no simulator was simulating: the exchange that nothing hid
 */
public record WallTimes(double startS, double epochsS, double endingS, double exposedS) {

  /** Of a run that was begun at some {@link System#nanoTime} and ends now. */
  static WallTimes of(long begunNanos, RunClock clock) {
    long now = System.nanoTime();
    long first = clock.firstNanos().orElse(now);
    long last = clock.lastNanos().orElse(now);
    return new WallTimes(
        (first - begunNanos) * 1e-9,
        (last - first) * 1e-9,
        (now - last) * 1e-9,
        clock.exposedNanos() * 1e-9);
  }

  /** Wall time of the epochs per simulated time. */
  public double realTimeFactor(double simulatedMs) {
    return epochsS * 1e3 / simulatedMs;
  }

  /** Share of the epochs in which no simulator was simulating. */
  public double exposedShare() {
    return epochsS == 0 ? 0 : exposedS / epochsS;
  }
}
