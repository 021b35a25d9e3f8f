package org.fimbria.experiment;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Every time has to be a whole number of integration steps, but the delays of tracts, t_ref with
 * exact spike times, and intervals of the brain's that are averaged over.
 */
final class TimeChecks {
  private static final double TOLERANCE = 1e-9;
  private static final int MOST_STEPS = Integer.MAX_VALUE;
  private static final List<String> POPULATIONS = List.of("excitatory", "inhibitory");

  private final Values values;

  private TimeChecks(Values values) {
    this.values = values;
  }

  static void check(Values values) {
    new TimeChecks(values).times();
  }

  private void times() {
    onGrid("duration", true);
    onGrid("epoch", true);
    onGrid("transfer.spikes_to_rate.window", true);
    onGrid("transfer.rates_to_spikes.delay", true);
    onGrid("spiking.between_regions.delay", true);
    onGrid("record.rates.interval", true);
    onGrid("record.lfp.interval", true);
    atLeastOneStep("record.temporal_average.interval");
    atLeastOneStep("record.ecog.interval");
    repetition("record.bold.interval");
    values
        .keys("spiking.projections")
        .forEach(name -> onGrid("spiking.projections." + name + ".delay", true));
    boolean exact = "exact".equals(values.text("spiking.spike_times"));
    for (String population : POPULATIONS) {
      if (!exact) {
        onGrid("spiking.populations." + population + ".params.t_ref", false);
      }
      onGrid("spiking.poisson." + population + ".delay", true);
      onGrid("record.membrane." + population + ".interval", true);
    }
    if (steps("duration") > MOST_STEPS) {
      values.report("duration", "allowed: at most " + MOST_STEPS + " steps of dt");
    }
  }

  /** A time has to be a whole number of steps, and at least one where it must not vanish. */
  private void onGrid(String path, boolean positive) {
    double steps = steps(path);
    double whole = Math.rint(steps);
    boolean fits = Math.abs(steps - whole) <= TOLERANCE * Math.max(1, whole);
    if (!Double.isNaN(steps) && !(fits && (whole >= 1 || !positive))) {
      String least = positive ? "at least one step" : "0 or more steps";
      values.report(
          path,
          "allowed: whole steps of dt = " + values.number("dt").orElseThrow() + " ms, " + least);
    }
  }

  /** What is averaged over intervals may have intervals of a fraction of a step. */
  private void atLeastOneStep(String path) {
    if (steps(path) < 1) {
      values.report(path, "allowed: at least dt = " + values.number("dt").orElseThrow() + " ms");
    }
  }

  private void repetition(String path) {
    double interims = values.number(path).orElse(0) / BoldSpec.INTERIM_MS;
    if (interims != Math.rint(interims)) {
      values.report(path, "allowed: whole multiples of 4 ms");
    }
  }

  private double steps(String path) {
    OptionalDouble dt = values.number("dt");
    OptionalDouble time = values.number(path);
    return dt.isPresent() && time.isPresent() ? time.getAsDouble() / dt.getAsDouble() : Double.NaN;
  }
}
