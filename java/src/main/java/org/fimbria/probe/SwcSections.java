package org.fimbria.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.fimbria.probe.Morphology.Point;
import org.fimbria.probe.Morphology.Section;
import org.fimbria.probe.Morphology.Type;

/** Cuts the checked samples of an SWC file into sections. */
final class SwcSections {
  private final String file;
  private final FileProblems problems;
  private final Consumer<String> notes;
  private final SwcSample root;
  private final Map<Integer, List<SwcSample>> children = new HashMap<>();
  private final List<Section> sections = new ArrayList<>();
  private final Map<Type, Integer> count = new EnumMap<>(Type.class);
  private final Deque<Start> starts = new ArrayDeque<>();

  SwcSections(
      String file, Map<Integer, SwcSample> samples, FileProblems problems, Consumer<String> notes) {
    this.file = file;
    this.problems = problems;
    this.notes = notes;
    root = samples.values().stream().filter(SwcSample::isRoot).findFirst().orElseThrow();
    samples.values().stream()
        .filter(sample -> !sample.isRoot())
        .forEach(sample ->
            children.computeIfAbsent(sample.parent(), _ -> new ArrayList<>()).add(sample));
  }

  /**
   * Where a section begins.
   *
   * @param before the parent's point
   */
  private record Start(SwcSample first, int parent, double at, Point before) {}

  Morphology build() {
    addSoma();
    while (!starts.isEmpty()) {
      addSection(starts.remove());
    }
    return new Morphology(file, sections);
  }

  private void addSoma() {
    List<SwcSample> chain = somaChain();
    List<Point> points = chain.stream().map(SwcSample::point).toList();
    if (chain.size() == 1) {
      Point p = points.getFirst();
      double radius = p.diameter() / 2;
      points =
          List.of(
              new Point(p.x(), p.y() - radius, p.z(), p.diameter()),
              p,
              new Point(p.x(), p.y() + radius, p.z(), p.diameter()));
    }
    if (points.stream().allMatch(point -> point.distance(root.point()) == 0) && chain.size() > 1) {
      throw problems.with(
          "line %d: all samples of the soma lie on one place".formatted(root.line()));
    }
    sections.add(new Section("soma", Type.SOMA, -1, 0, points));
    for (int i = 0; i < chain.size(); i++) {
      double at = chain.size() == 1 ? 0.5 : i == 0 ? 0 : i == chain.size() - 1 ? 1 : 0.5;
      for (SwcSample child : children(chain.get(i))) {
        if (!child.isSoma()) {
          starts.add(new Start(child, 0, at, chain.get(i).point()));
        }
      }
    }
  }

  /** Samples of the soma from one end to the other. */
  private List<SwcSample> somaChain() {
    List<SwcSample> onRoot = somaChildren(root);
    if (onRoot.size() == 2 && onRoot.stream().allMatch(s -> somaChildren(s).isEmpty())) {
      return List.of(onRoot.getFirst(), root, onRoot.getLast());
    }
    List<SwcSample> chain = new ArrayList<>(List.of(root));
    for (List<SwcSample> next = onRoot; !next.isEmpty(); next = somaChildren(chain.getLast())) {
      if (next.size() > 1) {
        throw problems.with(
            "line %d: the soma branches at sample %d; allowed are one sample, two samples on the"
                    .formatted(chain.getLast().line(), chain.getLast().id())
                + " first one, or a chain");
      }
      chain.add(next.getFirst());
    }
    return chain;
  }

  private List<SwcSample> somaChildren(SwcSample sample) {
    return children(sample).stream().filter(SwcSample::isSoma).toList();
  }

  private void addSection(Start start) {
    List<SwcSample> run = run(start.first());
    List<Point> points = new ArrayList<>(run.stream().map(SwcSample::point).toList());
    boolean onSoma = sections.get(start.parent()).type() == Type.SOMA;
    if (start.before().distance(points.getFirst()) > 0 && !(onSoma && hasLength(points))) {
      Point before = start.before();
      points.addFirst(onSoma ? withDiameter(before, points.getFirst().diameter()) : before);
    }
    SwcSample last = run.getLast();
    int parent = start.parent();
    double at = start.at();
    if (hasLength(points)) {
      parent = sections.size();
      at = 1;
      Type part = start.first().part();
      sections.add(new Section(name(part), part, start.parent(), start.at(), points));
    } else if (children(last).isEmpty()) {
      notes.accept(
          "%s: line %d: sample %d has no length and is left out"
              .formatted(file, last.line(), last.id()));
    }
    for (SwcSample child : children(last)) {
      starts.add(new Start(child, parent, at, last.point()));
    }
  }

  /** Samples up to where another section begins, those that add nothing left out. */
  private List<SwcSample> run(SwcSample first) {
    List<SwcSample> run = new ArrayList<>(List.of(first));
    SwcSample last = first;
    while (children(last).size() == 1) {
      SwcSample next = children(last).getFirst();
      boolean here = next.point().distance(last.point()) == 0;
      boolean step = here && next.point().diameter() != last.point().diameter();
      if (next.part() != first.part() || step) {
        break;
      }
      if (here) {
        run.removeLast();
      }
      run.add(next);
      last = next;
    }
    return run;
  }

  private static boolean hasLength(List<Point> points) {
    return points.stream().anyMatch(point -> point.distance(points.getFirst()) > 0);
  }

  private static Point withDiameter(Point point, double diameter) {
    return new Point(point.x(), point.y(), point.z(), diameter);
  }

  private String name(Type part) {
    int number = count.merge(part, 1, Integer::sum) - 1;
    return "%s[%d]".formatted(part.name().toLowerCase(Locale.ROOT), number);
  }

  private List<SwcSample> children(SwcSample sample) {
    return children.getOrDefault(sample.id(), List.of());
  }
}
