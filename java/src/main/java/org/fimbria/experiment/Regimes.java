package org.fimbria.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Lays the chosen dynamical regime over an experiment. A regime that {@code extends} another one of
 * the experiment is laid over that first.
 */
final class Regimes {
  private final Node.Mapping regimes;
  private final List<Problem> problems;
  private final SequencedSet<String> open = new LinkedHashSet<>();

  private Regimes(Node.Mapping regimes, List<Problem> problems) {
    this.regimes = regimes;
    this.problems = problems;
  }

  /** The tree in its regime, with its name as {@code regime} and without the others. */
  static Node.Mapping apply(Node.Mapping tree, Optional<String> chosen, List<Problem> problems) {
    Node.Mapping bare = Overlay.merge(Node.Mapping.empty(tree.at()), tree);
    Node all = bare.entries().remove("regimes");
    Node.Scalar named =
        chosen
            .map(name -> new Node.Scalar(name, Location.of("--regime")))
            .orElse(bare.find("regime") instanceof Node.Scalar scalar ? scalar : null);
    if (all == null) {
      if (chosen.isPresent()) {
        problems.add(Problem.of(named.at(), "", named.text(), "this experiment has no regimes"));
      }
      return bare;
    }
    if (!(all instanceof Node.Mapping regimes)) {
      problems.add(
          Problem.of(
              all.at(), "regimes", all.text(), "allowed: names of regimes with their values"));
      return bare;
    }
    if (named == null) {
      return bare;
    }
    bare.entries().put("regime", named);
    String path = chosen.isPresent() ? "" : "regime";
    return Overlay.merge(bare, new Regimes(regimes, problems).find(named, path));
  }

  /** All the values of a regime that was named at a path; none, reported, where that fails. */
  private Node.Mapping find(Node.Scalar named, String path) {
    Node.Mapping nothing = Node.Mapping.empty(named.at());
    String name = String.valueOf(named.value());
    Node regime = regimes.entries().get(name);
    if (regime == null) {
      List<String> names = List.copyOf(regimes.entries().keySet());
      String allowed = "allowed: one of " + String.join(", ", names);
      problems.add(new Problem(named.at(), path, named.text(), allowed, Nearest.of(name, names)));
      return nothing;
    }
    if (!(regime instanceof Node.Mapping values)) {
      String key = "regimes." + name;
      problems.add(Problem.of(regime.at(), key, regime.text(), "allowed: keys and values"));
      return nothing;
    }
    if (!open.add(name)) {
      String circle = "extends itself: " + String.join(" -> ", open) + " -> " + name;
      problems.add(Problem.of(named.at(), path, named.text(), circle));
      return nothing;
    }
    Node.Mapping own = Overlay.merge(Node.Mapping.empty(values.at()), values);
    String key = "regimes." + name + ".extends";
    return switch (own.entries().remove("extends")) {
      case null -> own;
      case Node.Scalar base -> Overlay.merge(find(base, key), own);
      case Node other -> {
        problems.add(Problem.of(other.at(), key, other.text(), "allowed: the name of a regime"));
        yield own;
      }
    };
  }
}
