package org.fimbria.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The values of a tree that nothing has been reported of, and the problems found among them. */
final class Values {
  private final Node.Mapping tree;
  private final Set<String> wrong = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  Values(Node.Mapping tree, List<Problem> found) {
    this.tree = tree;
    found.forEach(problem -> wrong.add(problem.path()));
  }

  /** Problems reported here. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Reports a value, once. */
  void report(String path, String allowed) {
    Node node = right(path);
    if (node != null) {
      wrong.add(path);
      problems.add(Problem.of(node.at(), path, node.text(), allowed));
    }
  }

  /** Reports a key that a map should have. */
  void reportMissing(Node.Mapping map, String path, String allowed) {
    problems.add(Problem.of(map.at(), path, "missing", allowed));
  }

  /**
   * The value at a path if nothing has been reported of it, nor of the values that it was linked
   * from.
   */
  Node right(String path) {
    Node node = tree.find(path);
    for (String from = path; from != null; ) {
      if (wrong.contains(from)) {
        return null;
      }
      Node value = tree.find(from);
      from = value == null ? null : value.link();
    }
    return node;
  }

  /** Whether an item of the list at a path has been reported. */
  boolean hasWrongItem(String path) {
    return wrong.stream().anyMatch(other -> other.startsWith(path + "["));
  }

  /** Excitatory or inhibitory neurons of a region, NaN if they are not known. */
  double neurons(String population) {
    OptionalDouble all = number("spiking.neurons_per_region");
    OptionalDouble fraction = number("spiking.inhibitory_fraction");
    if (all.isEmpty() || fraction.isEmpty()) {
      return Double.NaN;
    }
    double inhibitory = Math.rint(all.getAsDouble() * fraction.getAsDouble());
    return population.equals("inhibitory") ? inhibitory : all.getAsDouble() - inhibitory;
  }

  OptionalDouble number(String path) {
    return right(path) instanceof Node.Scalar(Number number, _, _)
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** The numbers of a pair [low, high]; null where it is not right. */
  double[] pair(String path) {
    return right(path) instanceof Node.Sequence pair
            && !hasWrongItem(path)
            && pair.items().size() == 2
            && pair.items().getFirst() instanceof Node.Scalar(Number low, _, _)
            && pair.items().getLast() instanceof Node.Scalar(Number high, _, _)
        ? new double[] {low.doubleValue(), high.doubleValue()}
        : null;
  }

  /** A word, or a plain value as text; null where there is none. */
  String text(String path) {
    return right(path) instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : null;
  }

  /** Keys of the map at a path, none where there is no map. */
  Set<String> keys(String path) {
    return tree.find(path) instanceof Node.Mapping map ? map.entries().keySet() : Set.of();
  }
}
