package org.fimbria.study.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/** Points of a sweep with the same processes, in the order of its axis. */
record Curve(String name, List<Point> points) {
  /** From so many points on, processes of one thread are a curve of their own. */
  private static final int RANKS = 3;

  private static final String THREADS = "run.threads";

  /** The curves of a sweep's points; of points that are run alike the first one is taken. */
  static List<Curve> of(Axis axis, List<Point> points) {
    Comparator<Point> order = Comparator.comparing(point -> axis.of(point.sample()).orElseThrow());
    Set<List<Object>> taken = new HashSet<>();
    Map<String, List<Point>> groups = new LinkedHashMap<>();
    List<Point> single = new ArrayList<>();
    for (Point point : points.stream().sorted(order).toList()) {
      Trial trial = point.sample();
      String name = name(axis, trial);
      if (taken.add(List.of(name, axis.of(trial).orElseThrow()))) {
        groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(point);
        if (trial.number(Column.THREADS).orElse(0) == 1) {
          single.add(point);
        }
      }
    }
    List<Curve> curves = new ArrayList<>();
    groups.forEach((name, group) -> curves.add(new Curve(name, List.copyOf(group))));
    boolean isShared = points.stream().noneMatch(point -> isModules(point.sample()));
    if (axis == Axis.THREADS && isShared && single.size() >= RANKS) {
      curves.removeIf(curve -> single.containsAll(curve.points()));
      curves.add(new Curve("processes of 1 thread", List.copyOf(single)));
    }
    return List.copyOf(curves);
  }

  static boolean isModules(Trial trial) {
    return trial.text(Column.PLACEMENT).equals("modules")
        && trial.number(Column.RANKS).orElse(1) > 1;
  }

  /**
   * What tells a curve from the others of its sweep. Threads do where they are swept: a run that
   * takes as many as are of use has more of them for a larger network, on the same curve.
   */
  private static String name(Axis axis, Trial trial) {
    String threads =
        axis == Axis.THREADS || !trial.keys().containsKey(THREADS)
            ? ""
            : ", threads: " + trial.text(Column.THREADS);
    if (isModules(trial)) {
      return "each module a process" + threads;
    }
    if (trial.number(Column.RANKS).orElse(1) == 1) {
      return axis == Axis.THREADS ? "threads of 1 process" : "1 process" + threads;
    }
    String placement = trial.text(Column.PLACEMENT);
    return trial.text(Column.RANKS)
        + " processes"
        + threads
        + (placement.equals("shared") || placement.isEmpty() ? "" : ", " + placement);
  }
}
