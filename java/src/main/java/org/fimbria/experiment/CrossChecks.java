package org.fimbria.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What has to fit together: times and the step, numbers of neurons and synapses, thresholds, rules
 * and processes.
 */
final class CrossChecks {
  private static final double TOLERANCE = 1e-9;
  private static final int MOST_STEPS = Integer.MAX_VALUE;
  private static final List<String> POPULATIONS = List.of("excitatory", "inhibitory");

  private final Node.Mapping tree;
  private final Set<String> wrong = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  private CrossChecks(Node.Mapping tree, List<Problem> found) {
    this.tree = tree;
    found.forEach(problem -> wrong.add(problem.path()));
  }

  /** Checks of values that have no problem by themselves. */
  static List<Problem> check(Node.Mapping tree, List<Problem> found) {
    CrossChecks checks = new CrossChecks(tree, found);
    checks.times();
    checks.sizes();
    checks.thresholds();
    keysOf(tree, "spiking.projections").forEach(checks::projection);
    checks.process();
    return checks.problems;
  }

  private void times() {
    onGrid("duration", true);
    onGrid("epoch", true);
    onGrid("transfer.spikes_to_rate.window", true);
    onGrid("transfer.rates_to_spikes.delay", true);
    onGrid("spiking.between_regions.delay", true);
    onGrid("record.rates.interval", true);
    keysOf(tree, "spiking.projections")
        .forEach(name -> onGrid("spiking.projections." + name + ".delay", true));
    for (String population : POPULATIONS) {
      onGrid("spiking.populations." + population + ".params.t_ref", false);
      onGrid("spiking.poisson." + population + ".delay", true);
      onGrid("record.membrane." + population + ".interval", true);
    }
    if (steps("duration") > MOST_STEPS) {
      report("duration", "allowed: at most " + MOST_STEPS + " steps of dt");
    }
  }

  /** A time has to be a whole number of steps, and at least one where it must not vanish. */
  private void onGrid(String path, boolean positive) {
    double steps = steps(path);
    double whole = Math.rint(steps);
    boolean fits = Math.abs(steps - whole) <= TOLERANCE * Math.max(1, whole);
    if (!Double.isNaN(steps) && !(fits && (whole >= 1 || !positive))) {
      String least = positive ? "at least one step" : "0 or more steps";
      report(path, "allowed: whole steps of dt = " + number("dt").orElseThrow() + " ms, " + least);
    }
  }

  private double steps(String path) {
    OptionalDouble dt = number("dt");
    OptionalDouble time = number(path);
    return dt.isPresent() && time.isPresent() ? time.getAsDouble() / dt.getAsDouble() : Double.NaN;
  }

  private double neurons(String population) {
    OptionalDouble all = number("spiking.neurons_per_region");
    OptionalDouble fraction = number("spiking.inhibitory_fraction");
    if (all.isEmpty() || fraction.isEmpty()) {
      return Double.NaN;
    }
    double inhibitory = Math.rint(all.getAsDouble() * fraction.getAsDouble());
    return population.equals("inhibitory") ? inhibitory : all.getAsDouble() - inhibitory;
  }

  private void sizes() {
    if (neurons("excitatory") < 1 || neurons("inhibitory") < 1) {
      report(
          "spiking.inhibitory_fraction",
          "allowed: at least one excitatory and one inhibitory neuron of neurons_per_region");
      return;
    }
    for (String population : POPULATIONS) {
      String path = "record.membrane." + population + ".neurons";
      double size = neurons(population);
      if (number(path).orElse(0) > size) {
        report(path, "allowed: at most the " + (long) size + " neurons of the population");
      }
    }
  }

  private void thresholds() {
    for (String population : POPULATIONS) {
      String params = "spiking.populations." + population + ".params.";
      OptionalDouble peak = number(params + "V_peak");
      below(params + "V_reset", peak, false);
      below(params + "V_th", peak, true);
    }
  }

  private void below(String path, OptionalDouble peak, boolean mayEqual) {
    double value = number(path).orElse(Double.NaN);
    double limit = peak.orElse(Double.NaN);
    if (mayEqual ? value > limit : value >= limit) {
      String relation = mayEqual ? "at most" : "less than";
      report(path, "allowed: " + relation + " V_peak = " + limit + " mV");
    }
  }

  private void projection(String name) {
    String path = "spiking.projections." + name;
    String rule = text(path + ".rule");
    List<String> keys = ProjectionRule.keys(rule);
    if (keys.isEmpty() || !(tree.find(path) instanceof Node.Mapping projection)) {
      return;
    }
    String allowed = "allowed with rule " + rule + ": " + String.join(" or ", keys);
    List<String> given =
        ProjectionRule.ALL_KEYS.stream().filter(projection.entries()::containsKey).toList();
    if (given.isEmpty()) {
      problems.add(Problem.of(projection.at(), path + "." + keys.getFirst(), "missing", allowed));
    }
    for (String key : given) {
      if (!keys.contains(key)) {
        report(path + "." + key, allowed);
      } else if (!key.equals(given.getFirst())) {
        report(path + "." + key, "allowed: not together with " + given.getFirst());
      }
    }
    if (given.size() == 1 && "false".equals(text(path + ".multapses"))) {
      withoutMultapses(path, given.getFirst(), rule);
    }
  }

  /** Different sources for all synapses of a target have to exist. */
  private void withoutMultapses(String path, String key, String rule) {
    String source = text(path + ".source");
    OptionalDouble value = number(path + "." + key);
    if (value.isEmpty()
        || source == null
        || rule.equals("pairwise_bernoulli")
        || !(tree.find(path + ".targets") instanceof Node.Sequence targets)) {
      return;
    }
    double asked = ProjectionRule.number(rule, key, value.getAsDouble(), neurons(source));
    for (Node item : targets.items()) {
      String target = item instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
      boolean noSelf = source.equals(target) && "false".equals(text(path + ".autapses"));
      double sources = neurons(source) - (noSelf ? 1 : 0);
      double most = rule.equals("fixed_indegree") ? sources : sources * neurons(target);
      if (asked > most) {
        report(path + "." + key, "allowed without multapses: at most " + (long) most + " synapses");
        return;
      }
    }
  }

  private void process() {
    String path = "transfer.rates_to_spikes.";
    if ("multiple_interaction".equals(text(path + "process"))
        && number(path + "shared").orElse(1) <= 0) {
      report(path + "shared", "allowed with process multiple_interaction: a number > 0 and <= 1");
    }
  }

  private void report(String path, String allowed) {
    Node node = tree.find(path);
    boolean reported =
        node instanceof Node.Scalar scalar
            && problems.stream().anyMatch(p -> p.path().equals(scalar.link()));
    if (node != null && !reported && wrong.add(path)) {
      problems.add(Problem.of(node.at(), path, node.text(), allowed));
    }
  }

  private OptionalDouble number(String path) {
    return !wrong.contains(path)
            && tree.find(path) instanceof Node.Scalar scalar
            && scalar.value() instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private String text(String path) {
    return !wrong.contains(path) && tree.find(path) instanceof Node.Scalar scalar
        ? String.valueOf(scalar.value())
        : null;
  }

  private static Set<String> keysOf(Node.Mapping tree, String path) {
    return tree.find(path) instanceof Node.Mapping map ? map.entries().keySet() : Set.of();
  }
}
