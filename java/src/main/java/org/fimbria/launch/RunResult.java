package org.fimbria.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.fimbria.cosim.ModuleTimes;

/**
 * How a run ended.
 *
 * @param directory where its files are
 * @param wall where the wall time went
 * @param stopped whether it was asked to stop before its end
 * @param failure why it failed; empty if it did not
 * @param meanRates mean rate in Hz of each population and of the brain, in order
 * @param times five timers of each simulator
 * @param hash SHA-256 of all recorded data
 */
public record RunResult(
    Path directory,
    double simulatedMs,
    WallTimes wall,
    boolean stopped,
    String failure,
    Map<String, Double> meanRates,
    List<ModuleTimes> times,
    String hash) {

  /** What a rank above 0 knows. */
  static RunResult elsewhere(Path directory, boolean stopped, String failure) {
    WallTimes none = new WallTimes(0, 0, 0, OptionalDouble.empty());
    return new RunResult(directory, 0, none, stopped, failure, Map.of(), List.of(), "");
  }

  /** The same result, moved to another directory. */
  RunResult in(Path moved) {
    return new RunResult(moved, simulatedMs, wall, stopped, failure, meanRates, times, hash);
  }

  /** Wall time of the epochs per simulated time. */
  public double realTimeFactor() {
    return wall.realTimeFactor(simulatedMs);
  }
}
