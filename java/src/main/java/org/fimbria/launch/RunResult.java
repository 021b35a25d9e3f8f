package org.fimbria.launch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Failure;
import org.fimbria.cosim.Flow;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.RunControl;
import org.fimbria.record.RecordHash;

/**
 * How a run ended.
 *
 * @param directory where its files are
 * @param wall where the wall time went
 * @param stopped whether it was asked to stop before its end
 * @param failure why it failed; empty if it did not
 * @param meanRates mean rate in Hz of each population and of the brain, in order
 * @param times five timers of each simulator
 * @param flows what went over each coupling link
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
    List<Flow> flows,
    String hash) {

  /** Of the outcomes of all processes; ends now. */
  static RunResult of(
      Path directory,
      CoSimulationPlan plan,
      long begunNanos,
      RunControl control,
      Collection<Outcome> outcomes) {
    Optional<Failure> failure = control.failure();
    long slowest =
        outcomes.stream().filter(Outcome::simulates).mapToLong(Outcome::epoch).min().orElse(0);
    long epochs = failure.isPresent() ? slowest : control.endEpoch();
    double simulatedMs = Math.min(epochs * plan.epochMs(), plan.experiment().durationMs());
    SortedMap<String, RecordHash.Part> parts = new TreeMap<>();
    outcomes.forEach(outcome -> parts.putAll(outcome.parts()));
    return new RunResult(
        directory,
        simulatedMs,
        WallTimes.of(begunNanos, control.clock(), outcomes),
        control.stopRequested(),
        failure.map(Failure::text).orElse(""),
        MeanRates.of(plan, simulatedMs, outcomes),
        inOrder(outcomes),
        flows(outcomes),
        RecordHash.hex(parts));
  }

  /** The network's parts in the order of their ranks, then the brain. */
  private static List<ModuleTimes> inOrder(Collection<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.times().stream())
        .sorted(Comparator.comparing(times -> times.module().equals("neuralmass")))
        .toList();
  }

  /** By content, of each the regions in their order, wherever the transfer modules were. */
  private static List<Flow> flows(Collection<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.flows().stream())
        .sorted(Comparator.comparing(Flow::content))
        .toList();
  }

  /** What a rank above 0 knows. */
  static RunResult elsewhere(Path directory, boolean stopped, String failure) {
    WallTimes none = new WallTimes(0, 0, 0, OptionalDouble.empty());
    return new RunResult(directory, 0, none, stopped, failure, Map.of(), List.of(), List.of(), "");
  }

  /** The same result, moved to another directory. */
  RunResult in(Path moved) {
    return new RunResult(moved, simulatedMs, wall, stopped, failure, meanRates, times, flows, hash);
  }

  /** Wall time of the epochs per simulated time. */
  public double realTimeFactor() {
    return wall.realTimeFactor(simulatedMs);
  }
}
