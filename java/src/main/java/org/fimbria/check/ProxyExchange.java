package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.numbers.core.ArithmeticUtils;
import org.fimbria.natives.NeuralMassEngine;

/**
 * Regions driven from outside, {@code cosim_<regime>_proxy_rate_kHz.csv}: the other regions' E
 * ({@code _E.csv}) and the coupling that is sent ahead ({@code _sent_c0_kHz.csv}).
 */
final class ProxyExchange {
  private static final double SAME_KHZ = 1e-12;
  private static final String RATES = "proxy_rate_kHz";

  private final TvbReference tvb;
  private final BrainSource brains;
  private final Report report;

  ProxyExchange(TvbReference tvb, BrainSource brains, Report report) {
    this.tvb = tvb;
    this.brains = brains;
    this.report = report;
  }

  /** The tables of one exchange. */
  private record Tables(CsvTable rates, CsvTable E, CsvTable sent) {}

  void compare() {
    for (TvbReference.Named file : tvb.files("cosim_", report)) {
      if (!file.rest().endsWith(RATES)) {
        continue;
      }
      String stem = file.file().substring(0, file.file().length() - (RATES + ".csv").length());
      String label = tvb.folder().label(file.file());
      String E = stem + "E.csv";
      String sent = stem + "sent_c0_kHz.csv";
      if (!tvb.folder().has(E) || !tvb.folder().has(sent)) {
        tvb.folder().ignore(file.file());
        report.leaveOut(label, "needs " + E + " and " + sent);
        continue;
      }
      report.attempt(
          Tolerance.COUPLING,
          file.regime(),
          label,
          () -> {
            Tables tables =
                new Tables(
                    tvb.folder().csv(file.file()), tvb.folder().csv(E), tvb.folder().csv(sent));
            compare(tables, tvb.regimes().get(file.regime()));
          });
    }
  }

  private void compare(Tables tables, MassParameters params) {
    double[][] E = tables.E().numbered("r");
    String label = tvb.folder().label(tables.E().name());
    if (brains.of(E[0].length, Tolerance.RATE, label, report).isEmpty()) {
      return;
    }
    int[] proxies = proxies(tables.rates());
    Optional<double[][]> initial = initial(E[0], proxies, params);
    if (initial.isEmpty()) {
      report.add(
          Tolerance.RATE.failed("", label, "E at t = 0 is that of no state of initial_conditions"));
      return;
    }
    int epoch = epoch(tables.sent());
    try (NeuralMassEngine engine =
        brains.engine(
            params, initial.get(), new double[params.variables().size()], proxies, 1, epoch)) {
      exchange(tables, E, engine, proxies, epoch, params.variable("E"));
    }
  }

  /** The regions that the columns rate_<region> name. */
  private static int[] proxies(CsvTable rates) {
    return rates.columns().stream()
        .filter(column -> column.matches("rate_\\d+"))
        .mapToInt(column -> Integer.parseInt(column.substring("rate_".length())))
        .sorted()
        .toArray();
  }

  /** Steps sent before the first: as far ahead the coupling is computed. */
  private static int epoch(CsvTable sent) {
    double[] computed = sent.column("computed_at_step");
    return (int) Math.max(1, Arrays.stream(computed).filter(step -> step < 0).count());
  }

  /** The state of the reference whose E is that of the first row, whatever the proxies have. */
  private Optional<double[][]> initial(double[] E, int[] proxies, MassParameters params) {
    for (JsonNode text : tvb.json().path("initial_conditions")) {
      double[][] state = InitialState.parse(text.asText(), params, E.length);
      double[] candidate = state[params.variable("E")];
      if (IntStream.range(0, E.length)
          .filter(region -> Arrays.binarySearch(proxies, region) < 0)
          .allMatch(region -> Math.abs(candidate[region] - E[region]) <= SAME_KHZ)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /**
   * Epoch by epoch as two simulators do it: advance, deliver the proxies' rates, compute the
   * coupling of the next epoch. TVB counts the step that ends at n dt as n, and so its label.
   */
  private void exchange(
      Tables tables,
      double[][] E,
      NeuralMassEngine engine,
      int[] proxies,
      int epoch,
      int variable) {
    int steps = tables.rates().size() / epoch * epoch;
    double[][] coupling = new double[proxies.length][steps + epoch];
    double[] block = new double[epoch];
    int stride = ArithmeticUtils.gcd(epoch, tvb.step(tables.E().number(1, "t_ms")));
    List<double[]> states =
        new ArrayList<>(List.of(Trajectory.state(engine, E[0].length)[variable]));
    couple(engine, proxies, 0, block, coupling);
    for (int first = 0; first < steps; first += epoch) {
      for (int done = 0; done < epoch; done += stride) {
        engine.advance(stride);
        states.add(Trajectory.state(engine, E[0].length)[variable]);
      }
      for (int p = 0; p < proxies.length; p++) {
        for (int n = 0; n < epoch; n++) {
          block[n] = tables.rates().number(first + n, "rate_" + proxies[p]);
        }
        engine.setProxy(proxies[p], first, epoch, block);
      }
      couple(engine, proxies, first + epoch, block, coupling);
    }
    String E_label = tvb.folder().label(tables.E().name());
    report.add(
        Tolerance.RATE.row("E beside proxies", E_label, difference(tables.E(), E, states, stride)));
    report.add(
        Tolerance.COUPLING.row(
            "%d proxies".formatted(proxies.length),
            tvb.folder().label(tables.sent().name()),
            difference(tables.sent(), proxies, coupling)));
  }

  private static void couple(
      NeuralMassEngine engine, int[] proxies, int first, double[] block, double[][] coupling) {
    for (int p = 0; p < proxies.length; p++) {
      engine.coupling(proxies[p], first, block.length, block);
      System.arraycopy(block, 0, coupling[p], first, block.length);
    }
  }

  /** A proxy's own E is what was delivered, and NaN in the engine's state. */
  private double difference(CsvTable table, double[][] E, List<double[]> states, int stride) {
    double worst = 0;
    for (int row = 0; row < E.length; row++) {
      int step = tvb.step(table.number(row, "t_ms"));
      if (step / stride < states.size()) {
        double[] state = states.get(step / stride);
        for (int r = 0; r < state.length; r++) {
          if (!Double.isNaN(state[r])) {
            worst = Math.max(worst, Math.abs(state[r] - E[row][r]));
          }
        }
      }
    }
    return worst;
  }

  private double difference(CsvTable sent, int[] proxies, double[][] coupling) {
    double worst = 0;
    for (int row = 0; row < sent.size(); row++) {
      int step = Math.max(0, tvb.step(sent.number(row, "time_label_ms")) - 1);
      for (int p = 0; p < proxies.length && step < coupling[p].length; p++) {
        double expected = sent.number(row, "c0_" + proxies[p]);
        worst = Math.max(worst, Math.abs(coupling[p][step] - expected));
      }
    }
    return worst;
  }
}
