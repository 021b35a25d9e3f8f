package org.fimbria.study.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fimbria.study.Trial;

/**
 * Trials that vary how large the network is, or how it is run, as curves over one axis. A sweep of
 * the table that varies a second size is several of these; sweeps over threads that have the rest
 * in common are one.
 *
 * @param name of the first sweep of the table that is part of it
 * @param setting what all of its points have in common
 * @param curves not empty, by the processes of the run
 */
record Sweep(String name, String setting, Axis axis, List<Curve> curves) {
  /**
   * Keys that change how much there is to compute and how, and nothing else: what they are is told
   * by columns of every table.
   */
  static final Set<String> KEYS =
      Set.of("spiking.neurons_per_region", "epoch", "run.threads", "run.placement");

  /** The sweeps of a table whose keys are known here, in its order. */
  static List<Sweep> of(List<Trial> trials) {
    Map<String, List<Point>> groups = new LinkedHashMap<>();
    Point.of(trials)
        .forEach(point -> groups.computeIfAbsent(point.sweep(), _ -> new ArrayList<>()).add(point));
    Map<List<Object>, List<Point>> parts = new LinkedHashMap<>();
    for (List<Point> group : groups.values()) {
      if (group.stream().allMatch(Sweep::isKnown)) {
        split(group, parts);
      }
    }
    List<Sweep> sweeps = new ArrayList<>();
    parts.forEach((what, points) -> {
      Axis axis = (Axis) what.getFirst();
      sweeps.add(
          new Sweep(
              points.getFirst().sweep(),
              axis.rest(points.getFirst().sample()),
              axis,
              Curve.of(axis, points)));
    });
    return sweeps;
  }

  /** The first sweep over an axis. */
  static Optional<Sweep> over(Axis axis, List<Sweep> sweeps) {
    return sweeps.stream().filter(sweep -> sweep.axis == axis).findFirst();
  }

  /** The first sweep over the size of the network, with larger networks of further sweeps. */
  static Optional<Sweep> sizes(List<Sweep> sweeps) {
    return over(Axis.NEURONS, sweeps)
        .map(first -> {
          List<Point> points = new ArrayList<>(first.points());
          sweeps.stream()
              .filter(first::isContinuedBy)
              .forEach(more -> points.addAll(more.points()));
          return new Sweep(first.name, first.setting, Axis.NEURONS, Curve.of(Axis.NEURONS, points));
        });
  }

  /** Whether another sweep goes on with larger networks, where this one ends. */
  boolean isContinuedBy(Sweep other) {
    return axis == Axis.NEURONS
        && other.axis == Axis.NEURONS
        && other.setting.equals(setting)
        && other.x(other.points().getFirst()) > x(points().getLast());
  }

  /** Whether modules of one process are compared with modules that have processes of their own. */
  boolean comparesPlacements() {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .anyMatch(point -> Curve.isModules(point.sample()));
  }

  /** The points of the first curve, by the axis. */
  List<Point> points() {
    return curves.getFirst().points();
  }

  double x(Point point) {
    return axis.of(point.sample()).orElseThrow();
  }

  /** Whether a point has no other keys than those of performance. */
  static boolean isKnown(Point point) {
    return KEYS.containsAll(point.all().getFirst().keys().keySet());
  }

  /** Adds complete points of one sweep of the table to those that they can be shown with. */
  private static void split(List<Point> group, Map<List<Object>, List<Point>> parts) {
    List<Trial> trials = group.stream().flatMap(point -> point.complete().stream()).toList();
    Axis axis = Axis.of(trials);
    boolean modules = trials.stream().anyMatch(Curve::isModules);
    for (Point point : group) {
      if (!point.complete().isEmpty() && axis.of(point.sample()).isPresent()) {
        String with = axis == Axis.THREADS ? modules ? "modules" : "" : point.sweep();
        parts
            .computeIfAbsent(List.of(axis, with, axis.rest(point.sample())), _ -> new ArrayList<>())
            .add(point);
      }
    }
  }
}
