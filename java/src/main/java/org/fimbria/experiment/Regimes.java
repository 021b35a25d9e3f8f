package org.fimbria.experiment;

import java.util.List;
import java.util.Optional;

/** Lays the chosen dynamical regime over an experiment. */
final class Regimes {
  private Regimes() {}

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
    Node regime = regimes.entries().get(String.valueOf(named.value()));
    bare.entries().put("regime", named);
    if (regime instanceof Node.Mapping overlay) {
      return Overlay.merge(bare, overlay);
    }
    List<String> names = List.copyOf(regimes.entries().keySet());
    String path = chosen.isPresent() ? "" : "regime";
    if (regime == null) {
      String nearest = Nearest.of(String.valueOf(named.value()), names);
      String allowed = "allowed: one of " + String.join(", ", names);
      problems.add(new Problem(named.at(), path, named.text(), allowed, nearest));
    } else {
      String key = "regimes." + named.value();
      problems.add(Problem.of(regime.at(), key, regime.text(), "allowed: keys and values"));
    }
    return bare;
  }
}
