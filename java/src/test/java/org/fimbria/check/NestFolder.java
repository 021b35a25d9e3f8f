package org.fimbria.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reference folder in the format of NEST's, made by {@link PlainNeuron}: bursting and strongly
 * adapting neurons with a > 0, input spikes whose weights all differ.
 */
final class NestFolder {
  private static final int DURATION_S = 1;
  private static final List<String> SETS = List.of("burst", "adapting");
  private static final double[] CURRENTS = {90, 310, 640};
  private static final Map<String, Double> VARIANTS =
      new TreeMap<>(Map.of("dt0.1", 0.1, "dt0.02", 0.02));
  private static final double DELAY_MS = 0.3;

  private final Path path;
  private final ObjectNode json = new ObjectMapper().createObjectNode();
  private final StringBuilder currents = new StringBuilder("set,I_e_pA,variant,spike_time_ms\n");
  private final StringBuilder inputs = new StringBuilder("list,set,variant,spike_time_ms\n");

  private NestFolder(Path path) {
    this.path = path;
  }

  static void write(Path path) throws IOException {
    Files.createDirectories(path);
    new NestFolder(path).write();
  }

  private static Map<String, Double> set(String name) {
    Map<String, Double> set = new LinkedHashMap<>();
    String[] symbols = {
      "C_m",
      "t_ref",
      "V_reset",
      "E_L",
      "g_L",
      "I_e",
      "a",
      "b",
      "Delta_T",
      "tau_w",
      "V_th",
      "E_ex",
      "tau_syn_ex",
      "E_in",
      "tau_syn_in",
      "V_peak"
    };
    double[] burst = {200, 5, -47.5, -74, 10, 0, 0, 50, 2, 150, -50, 0, 5, -80, 5, 0};
    double[] adapting = {180, 2, -58, -62, 9, 20, 4, 90, 1.5, 300, -51, 5, 3, -75, 8, 10};
    for (int k = 0; k < symbols.length; k++) {
      set.put(symbols[k], name.equals("burst") ? burst[k] : adapting[k]);
    }
    return set;
  }

  private void write() throws IOException {
    SETS.forEach(set -> set(set).forEach(json.withObject("/parameter_sets/" + set)::put));
    for (double current : CURRENTS) {
      json.withArray("currents_pA").add(current);
    }
    json.put("delay_ms", DELAY_MS);
    VARIANTS.forEach((name, dt) ->
        json.withObject("/variants")
            .putObject(name)
            .put("resolution_ms", dt)
            .put("gsl_error_tol", 1e-12));
    json.withObject("/input_lists").putObject("mixed").put("file", "mixed_input.csv");
    kind("current_spike_times.csv", "spike times over 1 s");
    kind("input_spike_times.csv", "spike times over 1 s");
    double[][] events = events();
    for (String set : SETS) {
      for (String variant : VARIANTS.keySet()) {
        runCurrents(set, variant);
        runInputs(set, variant, events);
      }
    }
    StringBuilder list = new StringBuilder("spike_time_ms,weight_nS\n");
    for (double[] event : events) {
      list.append("%.1f,%s\n".formatted(event[0], event[1]));
    }
    file("mixed_input.csv", list);
    file("current_spike_times.csv", currents);
    file("input_spike_times.csv", inputs);
    file("reference.json", new StringBuilder(json.toPrettyString()));
  }

  private ObjectNode kind(String file, String kind) {
    return json.withObject("/files").putObject(file).put("kind", kind);
  }

  /** 600 spikes in no order, four of five excitatory, every weight another one. */
  private static double[][] events() {
    double[][] events = new double[600][];
    for (int k = 0; k < events.length; k++) {
      double time = 1 + k * 7919 % 9980 * 0.1;
      events[k] = new double[] {time, k % 5 == 4 ? -2 - 0.01 * k : 3 + 0.007 * k};
    }
    return events;
  }

  private void runCurrents(String set, String variant) {
    double dt = VARIANTS.get(variant);
    for (double current : CURRENTS) {
      Map<String, Double> parameters = set(set);
      parameters.put("I_e", current);
      PlainNeuron.Run run =
          new PlainNeuron(parameters, dt)
              .run((int) Math.round(1000 * DURATION_S / dt), new double[0][]);
      run.stamps()
          .forEach(t -> currents.append("%s,%.0f,%s,%.3f\n".formatted(set, current, variant, t)));
      if (current == CURRENTS[1]) {
        String name = "current_trace_%s_%s.csv".formatted(set, variant);
        kind(name, "current trace").put("set", set).put("I_e", current).put("variant", variant);
        trace(name, run, dt);
      }
    }
  }

  private void runInputs(String set, String variant, double[][] events) {
    double dt = VARIANTS.get(variant);
    double[][] arrivals = new double[events.length][];
    for (int k = 0; k < events.length; k++) {
      arrivals[k] = new double[] {events[k][0] + DELAY_MS, events[k][1]};
    }
    PlainNeuron.Run run =
        new PlainNeuron(set(set), dt).run((int) Math.round(1000 * DURATION_S / dt), arrivals);
    run.stamps().forEach(t -> inputs.append("mixed,%s,%s,%.3f\n".formatted(set, variant, t)));
    String name = "input_trace_%s_%s.csv".formatted(set, variant);
    kind(name, "input trace").put("list", "mixed").put("set", set).put("variant", variant);
    trace(name, run, dt);
  }

  /** Every 0.1 ms of the first 200 ms. */
  private void trace(String name, PlainNeuron.Run run, double dt) {
    StringBuilder text = new StringBuilder("t_ms,V_m_mV,g_ex_nS,g_in_nS,w_pA\n");
    int interval = (int) Math.round(0.1 / dt);
    for (int row = 1; row <= 2000; row++) {
      double[] y = run.states().get(row * interval - 1);
      text.append(
          String.format(
              Locale.ROOT, "%.1f,%.9g,%.12g,%.12g,%.9g\n", row * 0.1, y[0], y[2], y[3], y[1]));
    }
    file(name, text);
  }

  private void file(String name, StringBuilder text) {
    try {
      Files.writeString(path.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
