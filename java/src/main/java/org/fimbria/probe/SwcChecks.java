package org.fimbria.probe;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the samples of an SWC file are one tree with a soma at its root. */
final class SwcChecks {
  private SwcChecks() {}

  static void check(Map<Integer, SwcSample> samples, FileProblems problems) {
    for (SwcSample sample : samples.values()) {
      if (!sample.isRoot() && !samples.containsKey(sample.parent())) {
        problems.add(
            sample.line(),
            "parent %d of sample %d does not exist".formatted(sample.parent(), sample.id()));
      }
    }
    checkCycles(samples, problems);
    checkRoots(samples.values().stream().filter(SwcSample::isRoot).toList(), problems);
    checkSoma(samples, problems);
  }

  /** Each cycle is told once, at its first sample in the file. */
  private static void checkCycles(Map<Integer, SwcSample> samples, FileProblems problems) {
    Set<Integer> done = new HashSet<>();
    for (SwcSample start : samples.values()) {
      Set<Integer> path = new HashSet<>();
      SwcSample at = start;
      while (at != null && path.add(at.id()) && !done.contains(at.id())) {
        at = samples.get(at.parent());
      }
      if (at != null && !done.contains(at.id())) {
        problems.add(at.line(), "sample %d is its own ancestor: a cycle".formatted(at.id()));
      }
      done.addAll(path);
    }
  }

  private static void checkRoots(List<SwcSample> roots, FileProblems problems) {
    if (roots.isEmpty()) {
      problems.add("no root: no sample has parent -1");
      return;
    }
    SwcSample first = roots.getFirst();
    if (!first.isSoma()) {
      problems.add(
          first.line(),
          "the root, sample %d, has type %d, must be 1 (soma)".formatted(first.id(), first.type()));
    }
    for (SwcSample other : roots.subList(1, roots.size())) {
      problems.add(
          other.line(),
          "sample %d has no parent, nor has sample %d in line %d: parts are not connected"
              .formatted(other.id(), first.id(), first.line()));
    }
  }

  private static void checkSoma(Map<Integer, SwcSample> samples, FileProblems problems) {
    if (samples.values().stream().noneMatch(SwcSample::isSoma)) {
      problems.add("no soma: no sample has type 1");
    }
    for (SwcSample sample : samples.values()) {
      SwcSample parent = samples.get(sample.parent());
      if (sample.isSoma() && parent != null && !parent.isSoma()) {
        problems.add(
            sample.line(),
            "soma sample %d hangs on sample %d of type %d: the soma must be one piece"
                .formatted(sample.id(), parent.id(), parent.type()));
      }
    }
  }
}
