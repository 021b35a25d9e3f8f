package org.fimbria.experiment;

import java.util.List;

/** What has to fit together in {@code record.lfp}: depths, and fractions over all layers. */
final class LfpChecks {
  private static final String LAYERS = "record.lfp.layers";
  private static final double TOLERANCE = 1e-9;
  private static final List<String> TARGETS = List.of("onto_excitatory", "onto_inhibitory");
  private static final List<String> SOURCES =
      List.of("excitatory", "inhibitory", LfpSpec.LONG_RANGE, LfpSpec.POISSON);

  private final Values values;

  private LfpChecks(Values values) {
    this.values = values;
  }

  static void check(Values values) {
    LfpChecks checks = new LfpChecks(values);
    checks.depths("record.lfp.soma", true);
    values.keys(LAYERS).forEach(layer -> checks.depths(LAYERS + "." + layer + ".z", false));
    for (String target : TARGETS) {
      for (String source : SOURCES) {
        checks.shares(target + "." + source);
      }
    }
  }

  private void depths(String path, boolean mayEqual) {
    double[] pair = values.pair(path);
    if (pair != null && (mayEqual ? pair[0] > pair[1] : pair[0] >= pair[1])) {
      values.report(path, "allowed: [low, high] um with low " + (mayEqual ? "<=" : "<") + " high");
    }
  }

  /** Each synapse lies in a layer. */
  private void shares(String key) {
    double sum = 0;
    String last = "";
    for (String layer : values.keys(LAYERS)) {
      last = LAYERS + "." + layer + "." + key;
      sum += values.number(last).orElse(Double.NaN);
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      values.report(
          last, "allowed: fractions of all layers that sum to 1; they sum to " + (float) sum);
    }
  }
}
