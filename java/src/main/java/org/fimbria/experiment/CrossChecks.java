package org.fimbria.experiment;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What has to fit together among values that are right by themselves. */
final class CrossChecks {
  private static final List<String> POPULATIONS = List.of("excitatory", "inhibitory");

  private final Values values;

  private CrossChecks(Values values) {
    this.values = values;
  }

  /** Problems besides those found already. */
  static List<Problem> check(Node.Mapping tree, List<Problem> found) {
    Values values = new Values(tree, found);
    TimeChecks.check(values);
    ProjectionChecks.check(values);
    LfpChecks.check(values);
    CrossChecks checks = new CrossChecks(values);
    checks.sizes();
    checks.thresholds();
    values.keys("neuralmass.initial").forEach(checks::initial);
    checks.process();
    checks.placement();
    return values.problems();
  }

  private void sizes() {
    if (values.neurons("excitatory") < 1 || values.neurons("inhibitory") < 1) {
      values.report(
          "spiking.inhibitory_fraction",
          "allowed: at least one excitatory and one inhibitory neuron of neurons_per_region");
      return;
    }
    for (String population : POPULATIONS) {
      String path = "record.membrane." + population + ".neurons";
      double size = values.neurons(population);
      if (values.number(path).orElse(0) > size) {
        values.report(path, "allowed: at most the " + (long) size + " neurons of the population");
      }
    }
  }

  private void thresholds() {
    for (String population : POPULATIONS) {
      String params = "spiking.populations." + population + ".params.";
      below(params + "V_reset", params, "V_peak", false);
      below(params + "V_th", params, "V_peak", true);
      if (values.number(params + "Delta_T").orElse(1) == 0) {
        below(params + "V_reset", params, "V_th", false);
      }
    }
  }

  private void below(String path, String params, String upper, boolean mayEqual) {
    double value = values.number(path).orElse(Double.NaN);
    double limit = values.number(params + upper).orElse(Double.NaN);
    if (mayEqual ? value > limit : value >= limit) {
      String relation = mayEqual ? "at most" : "less than";
      values.report(path, "allowed: " + relation + " " + upper + " = " + limit + " mV");
    }
  }

  private void initial(String variable) {
    String path = "neuralmass.initial." + variable;
    double[] pair = values.pair(path);
    if (pair != null && pair[0] > pair[1]) {
      values.report(path, "allowed: [low, high] with low <= high");
    }
  }

  private void process() {
    String path = "transfer.rates_to_spikes.";
    if ("multiple_interaction".equals(values.text(path + "process"))
        && values.number(path + "shared").orElse(1) <= 0) {
      values.report(
          path + "shared", "allowed with process multiple_interaction: a number > 0 and <= 1");
    }
  }

  /** Each rank has something to do. */
  private void placement() {
    String path = "run.placement";
    SortedSet<Integer> ranks = new TreeSet<>();
    for (String part : values.keys(path)) {
      Node node = values.right(path + "." + part);
      List<Node> each = node instanceof Node.Sequence list ? list.items() : List.of();
      for (Node rank : node instanceof Node.Scalar ? List.of(node) : each) {
        if (rank instanceof Node.Scalar(Number number, _, _)) {
          ranks.add(number.intValue());
        }
      }
    }
    int idle = 0;
    while (ranks.contains(idle)) {
      idle++;
    }
    if (idle < ranks.size() && values.problems().isEmpty()) {
      values.report(path, "allowed: ranks from 0 on, none left out; rank " + idle + " has no part");
    }
  }
}
