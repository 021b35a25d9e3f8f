package org.fimbria.check;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fimbria.natives.NeuralMassEngine;

/** One region with constant coupling, {@code single_<regime>_c0_<rate>.csv}. */
final class SingleNode {
  private static final Pattern COUPLING = Pattern.compile("c0_([-+.0-9eE]+)(Hz|kHz)?");

  private final TvbReference tvb;
  private final Report report;

  SingleNode(TvbReference tvb, Report report) {
    this.tvb = tvb;
    this.report = report;
  }

  void compare() {
    for (TvbReference.Named file : tvb.files("single_", report)) {
      OptionalDouble coupling = coupling(file.rest());
      String label = tvb.folder().label(file.file());
      if (coupling.isEmpty()) {
        tvb.folder().ignore(file.file());
        report.leaveOut(label, "its name says no coupling such as c0_4Hz");
        continue;
      }
      CsvTable table = tvb.folder().csv(file.file());
      report.attempt(
          Tolerance.RATE,
          file.regime(),
          label,
          () -> compare(table, tvb.regimes().get(file.regime()), coupling.getAsDouble(), label));
    }
  }

  /** The coupling in kHz; a number without unit counts in Hz. */
  private static OptionalDouble coupling(String text) {
    Matcher matcher = COUPLING.matcher(text);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(matcher.group(1));
    return OptionalDouble.of("kHz".equals(matcher.group(2)) ? value : value * 1e-3);
  }

  private void compare(CsvTable table, MassParameters params, double c, String label) {
    List<String> names =
        table.columns().stream().filter(name -> params.variable(name) >= 0).toList();
    double[] time = table.column("t_ms");
    int[] steps = Arrays.stream(time).mapToInt(tvb::step).toArray();
    double[][] initial = new double[params.variables().size()][2];
    names.forEach(name -> initial[params.variable(name)][0] = table.number(0, name));
    initial[params.variable("E")][1] = c;
    try (NeuralMassEngine engine = engine(params, initial, steps[steps.length - 1] + 1)) {
      Trajectory run = Trajectory.of(engine, 2, steps);
      for (String name : names) {
        int variable = params.variable(name);
        double worst = 0;
        for (int k = 0; k < steps.length; k++) {
          double[] expected = {table.number(k, name)};
          worst = Math.max(worst, run.difference(steps[k], variable, expected));
        }
        if (variable != params.variable("xi")) {
          report.add(MassRows.row(name, name, label, worst, params, time[time.length - 1]));
        }
      }
    }
  }

  /** The constant coupling is the history of a second region, too far away to be seen later. */
  private NeuralMassEngine engine(MassParameters params, double[][] initial, int far) {
    return new NeuralMassEngine(
        new NeuralMassEngine.Config(
            1,
            tvb.dtMs(),
            params.model(),
            tvb.integrator(),
            params.values(),
            new double[][] {{0, 1}, {0, 0}},
            new int[][] {{0, far}, {0, 0}},
            initial,
            new double[params.variables().size()],
            new int[0],
            List.of(),
            Trajectory.MAX_STEPS));
  }
}
