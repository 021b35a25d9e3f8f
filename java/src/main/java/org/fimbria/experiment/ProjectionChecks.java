package org.fimbria.experiment;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The number of synapses of a projection has to be given as its rule wants, and must be possible.
 */
final class ProjectionChecks {
  private final Values values;

  private ProjectionChecks(Values values) {
    this.values = values;
  }

  static void check(Values values) {
    ProjectionChecks checks = new ProjectionChecks(values);
    for (String name : values.keys("spiking.projections")) {
      checks.projection("spiking.projections." + name);
    }
  }

  private void projection(String path) {
    String rule = values.text(path + ".rule");
    List<String> keys = ProjectionRule.keys(rule);
    if (keys.isEmpty() || !(values.right(path) instanceof Node.Mapping projection)) {
      return;
    }
    String allowed = "allowed with rule " + rule + ": " + String.join(" or ", keys);
    List<String> given =
        ProjectionRule.ALL_KEYS.stream().filter(projection.entries()::containsKey).toList();
    if (given.isEmpty()) {
      values.reportMissing(projection, path + "." + keys.getFirst(), allowed);
    }
    for (String key : given) {
      if (!keys.contains(key)) {
        values.report(path + "." + key, allowed);
      } else if (!key.equals(given.getFirst())) {
        values.report(path + "." + key, "allowed: not together with " + given.getFirst());
      }
    }
    if (given.size() == 1 && "false".equals(values.text(path + ".multapses"))) {
      withoutMultapses(path, given.getFirst(), rule);
    }
  }

  /** Different sources for all synapses of a target have to exist. */
  private void withoutMultapses(String path, String key, String rule) {
    String source = values.text(path + ".source");
    OptionalDouble value = values.number(path + "." + key);
    if (value.isEmpty()
        || source == null
        || rule.equals("pairwise_bernoulli")
        || !(values.right(path + ".targets") instanceof Node.Sequence targets)) {
      return;
    }
    double asked = ProjectionRule.number(rule, key, value.getAsDouble(), values.neurons(source));
    for (Node item : targets.items()) {
      String target = item instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
      boolean noSelf = source.equals(target) && "false".equals(values.text(path + ".autapses"));
      double sources = values.neurons(source) - (noSelf ? 1 : 0);
      double most = rule.equals("fixed_indegree") ? sources : sources * values.neurons(target);
      if (asked > most) {
        values.report(
            path + "." + key, "allowed without multapses: at most " + (long) most + " synapses");
        return;
      }
    }
  }
}
