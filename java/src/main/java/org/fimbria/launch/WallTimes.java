package org.fimbria.launch;

import java.util.Collection;
import java.util.OptionalDouble;
import org.fimbria.cosim.RunClock;

/**
 * Where the wall time of a run went, in seconds.
 *
 * @param startS until the first epoch: start of the program, reading, building
 * @param epochsS from the first epoch that a simulator enters to the last one that a simulator
 *     leaves
 * @param endingS after it: closing files
 * @param exposedS of the epochs, while no simulator was simulating: the exchange that nothing hid;
 *     empty where the simulators are in several processes, whose clocks are not one
 */
public record WallTimes(double startS, double epochsS, double endingS, OptionalDouble exposedS) {

  /**
   * Of a run that was begun at some {@link System#nanoTime} and ends now.
   *
   * @param clock of this process
   * @param outcomes of all processes; their epochs are put on this clock by the moment at which all
   *     were ready, which each of them learns within some milliseconds
   */
  static WallTimes of(long begunNanos, RunClock clock, Collection<Outcome> outcomes) {
    long now = System.nanoTime();
    long ready = clock.readyNanos();
    long first =
        outcomes.stream()
            .mapToLong(Outcome::firstNanos)
            .filter(nanos -> nanos >= 0)
            .min()
            .orElse(now - ready);
    long last =
        outcomes.stream()
            .mapToLong(Outcome::lastNanos)
            .filter(nanos -> nanos >= 0)
            .max()
            .orElse(now - ready);
    return new WallTimes(
        (ready + first - begunNanos) * 1e-9,
        (last - first) * 1e-9,
        (now - ready - last) * 1e-9,
        outcomes.size() == 1
            ? OptionalDouble.of(clock.exposedNanos() * 1e-9)
            : OptionalDouble.empty());
  }

  /** Wall time of the epochs per simulated time. */
  public double realTimeFactor(double simulatedMs) {
    return epochsS * 1e3 / simulatedMs;
  }

  /** Share of the epochs in which no simulator was simulating. */
  public OptionalDouble exposedShare() {
    return exposedS.isEmpty() || epochsS == 0
        ? exposedS
        : OptionalDouble.of(exposedS.getAsDouble() / epochsS);
  }
}
