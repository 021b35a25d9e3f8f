package org.fimbria.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fimbria.check.NestReference.Variant;
import org.fimbria.check.NeuronRun.Event;
import org.fimbria.natives.SpikingEngine.Variable;

/** Neurons under lists of input spikes: output spikes, and conductances against their solution. */
final class NestInputs {
  private static final String FILE = "input_spike_times.csv";
  private static final double DURATION_MS = 2000;
  private static final double COMPARED_MS = 500;

  /** Below this share of the largest weight a conductance has decayed over thousands of steps. */
  private static final double FLOOR = 1e-6;

  private static final int EXACT_SAMPLES = 200;

  private final NestReference nest;
  private final Report report;

  NestInputs(NestReference nest, Report report) {
    this.nest = nest;
    this.report = report;
  }

  /** A list of the reference; empty if it or its file is missing. */
  static Optional<InputList> list(NestReference nest, String name) {
    String file = nest.json().path("input_lists").path(name).path("file").asText();
    return !nest.folder().has(file)
        ? Optional.empty()
        : Optional.of(InputList.read(nest.folder().csv(file), nest.delayMs()));
  }

  void compare() {
    if (!nest.folder().has(FILE)) {
      return;
    }
    ReferenceTrains trains = new ReferenceTrains(nest.folder().csv(FILE), "list", "set");
    for (String name : trains.firsts()) {
      Optional<InputList> list = list(nest, name);
      if (list.isEmpty()) {
        report.leaveOut(
            nest.folder().label(FILE) + ": list " + name,
            "no such list in reference.json, or its file is missing");
        continue;
      }
      for (String set : trains.seconds()) {
        if (!nest.sets().containsKey(set)) {
          report.leaveOut(nest.folder().label(FILE) + ": set " + set, "no such parameter set");
        } else if (trains.has(name, set)) {
          nest.variants().stream()
              .filter(v -> v.isCompared() && trains.variants().contains(v.name()))
              .forEach(variant -> compare(trains, name, list.get(), set, variant));
        }
      }
    }
  }

  private void compare(
      ReferenceTrains trains, String name, InputList list, String set, Variant variant) {
    String subject = "%s, %s, %s".formatted(name, set, variant.name());
    report.attempt(
        Tolerance.INPUT_SPIKES,
        subject,
        nest.folder().label(FILE),
        () -> {
          double[] params = nest.sets().get(set);
          int steps = variant.step(nest.durationMs(FILE, DURATION_MS));
          List<Event> events = list.events(variant, steps);
          int interval = Math.max(1, steps / EXACT_SAMPLES);
          NeuronRun run =
              NeuronRun.of(NeuronRun.Setup.single(variant, params, steps, events, interval));
          double[] times = trains.of(name, set, variant.name());
          compareSpikes(subject, run.stamps()[0], times, variant);
          double error = conductanceError(list, events, params, variant, run, interval);
          String file = nest.json().path("input_lists").path(name).path("file").asText();
          report.add(Tolerance.EXACT_G.row(subject, nest.folder().label(file), error));
        });
  }

  private void compareSpikes(String subject, int[] own, double[] times, Variant variant) {
    int[] reference = Arrays.stream(times).mapToInt(variant::step).toArray();
    TrainAgreement whole = TrainAgreement.of(own, reference);
    int end = variant.step(COMPARED_MS);
    TrainAgreement first =
        TrainAgreement.of(before(own, reference, end), before(reference, own, end));
    report.add(
        Tolerance.INPUT_SPIKES
            .row(subject, nest.folder().label(FILE), first.farthest())
            .noting(
                "%d spikes; of %d in all %d on the same step",
                first.spikes(), whole.spikes(), whole.same()));
  }

  /** Spikes up to a step; one at the border counts if the other train has its partner before it. */
  private static int[] before(int[] train, int[] other, int end) {
    int count = 0;
    while (count < train.length
        && (train[count] <= end
            || (train[count] == end + 1 && count < other.length && other[count] <= end))) {
      count++;
    }
    return Arrays.copyOf(train, count);
  }

  private static double conductanceError(
      InputList list,
      List<Event> events,
      double[] params,
      Variant variant,
      NeuronRun run,
      int interval) {
    double worst = 0;
    for (int row = 0; row < run.samples().length; row++) {
      for (boolean excitatory : new boolean[] {true, false}) {
        double tau = NestReference.value(params, excitatory ? "tau_syn_ex" : "tau_syn_in");
        double exact =
            InputList.exact(events, (row + 1) * interval, excitatory, tau, variant.resolutionMs());
        Variable variable = excitatory ? Variable.g_ex : Variable.g_in;
        double own = run.samples()[row][variable.ordinal()][0];
        if (exact > FLOOR * list.largest()) {
          worst = Math.max(worst, Math.abs(own - exact) / exact);
        }
      }
    }
    return worst;
  }
}
