package org.fimbria.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.fimbria.check.NestReference.Variant;
import org.fimbria.natives.SpikingEngine.SpikeTimes;

/** Spike times under constant currents: the step of every spike, and the drift of the last one. */
final class NestCurrents {
  private static final String FILE = "current_spike_times.csv";
  private static final double DURATION_MS = 1000;
  private static final double ROUNDING_MS = 1e-9;

  /** The finest data drift too, by its share of the resolution: small against a tenth from here. */
  private static final double EXACT_COARSENESS = 50;

  private final NestReference nest;
  private final Report report;

  NestCurrents(NestReference nest, Report report) {
    this.nest = nest;
    this.report = report;
  }

  void compare() {
    if (!nest.folder().has(FILE)) {
      return;
    }
    ReferenceTrains trains = new ReferenceTrains(nest.folder().csv(FILE), "set", "I_e_pA");
    for (String set : trains.firsts()) {
      if (nest.sets().containsKey(set)) {
        compareSet(trains, set);
      } else {
        report.leaveOut(nest.folder().label(FILE) + ": set " + set, "no such parameter set");
      }
    }
  }

  private void compareSet(ReferenceTrains trains, String set) {
    List<Variant> variants =
        nest.variants().stream().filter(v -> trains.variants().contains(v.name())).toList();
    double[] currents = currents(trains, set);
    Map<String, NeuronRun> own = new LinkedHashMap<>();
    for (Variant variant : variants) {
      if (variant.isCompared()) {
        report.attempt(
            Tolerance.SPIKES_SAME_STEP,
            set + ", " + variant.name(),
            nest.folder().label(FILE),
            () -> {
              NeuronRun run = run(set, currents, variant, SpikeTimes.GRID);
              own.put(variant.name(), run);
              compareSteps(trains, set, currents, variant, run.stamps());
            });
      }
    }
    Variant finest = variants.getLast();
    for (Variant variant : variants) {
      if (own.containsKey(variant.name()) && variant.resolutionMs() > finest.resolutionMs()) {
        compareDrift(trains, set, currents, variant, finest, own.get(variant.name()));
      }
    }
  }

  /** Those that the reference lists, spikes or none, and those that have spikes. */
  private double[] currents(ReferenceTrains trains, String set) {
    TreeSet<Double> currents = new TreeSet<>();
    nest.json().path("currents_pA").forEach(current -> currents.add(current.asDouble()));
    trains.seconds().stream()
        .filter(current -> trains.has(set, current))
        .forEach(current -> currents.add(Double.parseDouble(current)));
    return currents.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private NeuronRun run(String set, double[] currents, Variant variant, SpikeTimes spikeTimes) {
    double[] params = nest.sets().get(set);
    List<double[]> neurons = new ArrayList<>();
    for (double current : currents) {
      neurons.add(NestReference.with(params, "I_e", current));
    }
    int steps = variant.step(nest.durationMs(FILE, DURATION_MS));
    return NeuronRun.of(
        new NeuronRun.Setup(variant.resolutionMs(), steps, neurons, List.of(), 0, spikeTimes));
  }

  private void compareSteps(
      ReferenceTrains trains, String set, double[] currents, Variant variant, int[][] own) {
    TrainAgreement all = TrainAgreement.NONE;
    for (int k = 0; k < currents.length; k++) {
      double[] times = trains.of(set, Double.toString(currents[k]), variant.name());
      all =
          all.plus(
              TrainAgreement.of(own[k], Arrays.stream(times).mapToInt(variant::step).toArray()));
    }
    String subject = set + ", " + variant.name();
    String label = nest.folder().label(FILE);
    report.add(
        Tolerance.SPIKES_SAME_STEP
            .row(subject, label, all.samePercent())
            .noting("%d of %d spikes", all.same(), all.spikes()));
    report.add(Tolerance.SPIKES_FARTHEST.row(subject, label, all.farthest()));
  }

  /** With resets on the grid, and inside the step where the finest data can tell a tenth. */
  private void compareDrift(
      ReferenceTrains trains,
      String set,
      double[] currents,
      Variant variant,
      Variant finest,
      NeuronRun grid) {
    double[][] fine = times(trains, set, currents, finest);
    double[][] coarse = times(trains, set, currents, variant);
    String subject = "%s, %s against %s".formatted(set, variant.name(), finest.name());
    String label = nest.folder().label(FILE);
    double limit = drift(coarse, coarse, fine);
    report.add(
        Tolerance.SPIKE_DRIFT.row(
            subject, label, drift(grid.timesMs(), coarse, fine), limit + ROUNDING_MS));
    if (variant.resolutionMs() >= EXACT_COARSENESS * finest.resolutionMs()) {
      report.attempt(
          Tolerance.EXACT_DRIFT,
          subject,
          label,
          () -> {
            NeuronRun exact = run(set, currents, variant, SpikeTimes.EXACT);
            double drift = drift(exact.timesMs(), coarse, fine);
            report.add(Tolerance.EXACT_DRIFT.row(subject, label, drift, limit / 10 + ROUNDING_MS));
          });
    }
  }

  private static double[][] times(
      ReferenceTrains trains, String set, double[] currents, Variant variant) {
    return Arrays.stream(currents)
        .mapToObj(current -> trains.of(set, Double.toString(current), variant.name()))
        .toArray(double[][]::new);
  }

  /** Of the last spike that all three trains have; the worst over the currents. */
  private static double drift(double[][] own, double[][] coarse, double[][] fine) {
    double worst = 0;
    for (int k = 0; k < own.length; k++) {
      int last = Math.min(own[k].length, Math.min(coarse[k].length, fine[k].length)) - 1;
      if (last >= 0) {
        worst = Math.max(worst, Math.abs(own[k][last] - fine[k][last]));
      }
    }
    return worst;
  }
}
