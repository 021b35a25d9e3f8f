package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.fimbria.check.NestReference.Variant;
import org.fimbria.check.NeuronRun.Event;
import org.fimbria.natives.SpikingEngine.Variable;

/** Traces of V_m, w, g_ex and g_in, under a constant current or a list of input spikes. */
final class NestTraces {
  private final NestReference nest;
  private final Report report;

  NestTraces(NestReference nest, Report report) {
    this.nest = nest;
    this.report = report;
  }

  void compare() {
    nest.json()
        .path("files")
        .properties()
        .forEach(file -> {
          if (file.getValue().path("kind").asText().endsWith("trace")) {
            compare(file.getKey(), file.getValue());
          }
        });
  }

  private void compare(String name, JsonNode about) {
    if (!nest.folder().has(name)) {
      report.leaveOut(nest.folder().label(name), "reference.json names it, but it is missing");
      return;
    }
    Optional<Variant> variant = nest.variant(about.path("variant").asText());
    double[] params = nest.sets().get(about.path("set").asText());
    Optional<InputList> list = NestInputs.list(nest, about.path("list").asText());
    boolean known =
        variant.isPresent() && params != null && (list.isPresent() || !about.has("list"));
    if (!known) {
      report.leaveOut(
          nest.folder().label(name), "its set, list or variant is not in reference.json");
      nest.folder().ignore(name);
      return;
    }
    double I_e = about.path("I_e").asDouble(NestReference.value(params, "I_e"));
    CsvTable table = nest.folder().csv(name);
    report.attempt(
        Tolerance.TRACE_V_M,
        name,
        nest.folder().label(name),
        () -> compare(table, NestReference.with(params, "I_e", I_e), variant.get(), list));
  }

  private void compare(CsvTable table, double[] params, Variant variant, Optional<InputList> list) {
    double[] time = table.column("t_ms");
    int interval = Math.max(1, variant.step(time.length > 1 ? time[1] - time[0] : time[0]));
    int steps = variant.step(time[time.length - 1]);
    List<Event> events = list.map(l -> l.events(variant, steps)).orElse(List.of());
    NeuronRun run = NeuronRun.of(NeuronRun.Setup.single(variant, params, steps, events, interval));
    Trace trace = new Trace(table, time, run, variant, interval);
    String label = nest.folder().label(table.name());
    double V_th = NestReference.value(params, "V_th");
    report.add(Tolerance.TRACE_V_M.row("", label, trace.rmsBelow(V_th)));
    report.add(Tolerance.TRACE_W.row("", label, trace.largest("w_pA", Variable.w, false)));
    if (table.has("g_ex_nS")) {
      double error =
          Math.max(
              trace.largest("g_ex_nS", Variable.g_ex, true),
              trace.largest("g_in_nS", Variable.g_in, true));
      double limit = Tolerance.TRACE_G.limit() + variant.tolerance();
      report.add(Tolerance.TRACE_G.row("", label, error, limit));
    }
  }

  /** Below this the relative tolerance of NEST's integrator gives way to its absolute one. */
  private static final double SMALLEST_G = 1e-3;

  /** A trace beside the own run. */
  private record Trace(
      CsvTable table, double[] time, NeuronRun run, Variant variant, int interval) {
    private double own(int row, Variable variable) {
      int sample = variant.step(time[row]) / interval - 1;
      return run.samples()[sample][variable.ordinal()][0];
    }

    double rmsBelow(double V_th) {
      double[] V_m = table.column("V_m_mV");
      double squares = 0;
      int count = 0;
      for (int row = 0; row < V_m.length; row++) {
        if (V_m[row] < V_th) {
          double difference = own(row, Variable.V_m) - V_m[row];
          squares += difference * difference;
          count++;
        }
      }
      return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    double largest(String column, Variable variable, boolean relative) {
      double[] values = table.column(column);
      double worst = 0;
      for (int row = 0; row < values.length; row++) {
        double difference = Math.abs(own(row, variable) - values[row]);
        double scale = relative ? Math.max(Math.abs(values[row]), SMALLEST_G) : 1;
        worst = Math.max(worst, difference / scale);
      }
      return worst;
    }
  }
}
