package org.fimbria.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.fimbria.experiment.CheckedFile;

/**
 * An experiment and what is changed in it.
 *
 * @param file where everything stands, for problems that show later
 * @param name of the study
 * @param experiment built-in name or file
 * @param regime empty: the one that the experiment chooses
 * @param set values of the experiment for all trials, by key
 * @param warmUpMs simulated time that the timers leave out
 * @param sweeps what is changed
 * @param limits how trials are run
 */
record Study(
    CheckedFile file,
    String name,
    String experiment,
    String regime,
    SequencedMap<String, String> set,
    double warmUpMs,
    List<Sweep> sweeps,
    Limits limits) {

  /**
   * How trials are run.
   *
   * @param jobs trials at the same time
   * @param timeLimitS of a trial
   * @param keepRuns whether the run directories of complete trials stay
   */
  record Limits(int jobs, double timeLimitS, boolean keepRuns) {}

  /**
   * Points that belong together.
   *
   * @param set values for all of them, by key
   */
  record Sweep(String name, int trials, SequencedMap<String, String> set, List<Point> points) {}

  /**
   * Values of the swept keys.
   *
   * @param sweep name of its sweep
   */
  record Point(String sweep, SequencedMap<String, String> values) {
    /** What names it within its sweep, whatever else the study has. */
    String id() {
      StringBuilder id = new StringBuilder();
      values.forEach(
          (key, value) -> id.append(id.isEmpty() ? "" : " ").append(key).append('=').append(value));
      return id.isEmpty() ? "as set" : id.toString();
    }
  }

  /** All points in the order of the file. */
  List<Point> points() {
    return sweeps.stream().flatMap(sweep -> sweep.points().stream()).toList();
  }

  /** The sweep of a point. */
  Sweep sweep(Point point) {
    return sweeps.stream().filter(sweep -> sweep.name().equals(point.sweep())).findFirst().get();
  }

  /** Keys that any sweep changes. */
  SequencedSet<String> keys() {
    SequencedSet<String> keys = new LinkedHashSet<>();
    points().forEach(point -> keys.addAll(point.values().keySet()));
    return keys;
  }
}
