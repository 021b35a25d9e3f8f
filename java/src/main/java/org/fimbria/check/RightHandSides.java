package org.fimbria.check;

import java.util.List;
import org.fimbria.natives.MassFunctions;

/** The model's right-hand side at the states of {@code rhs_<regime>.csv}. */
final class RightHandSides {
  private final TvbReference tvb;
  private final Report report;

  RightHandSides(TvbReference tvb, Report report) {
    this.tvb = tvb;
    this.report = report;
  }

  void compare() {
    for (TvbReference.Named file : tvb.files("rhs_", report)) {
      String label = tvb.folder().label(file.file());
      CsvTable table = tvb.folder().csv(file.file());
      report.attempt(
          Tolerance.RIGHT_HAND_SIDE,
          file.regime(),
          label,
          () -> compare(table, file.regime(), label));
    }
  }

  private void compare(CsvTable table, String regime, String label) {
    MassParameters params = tvb.regimes().get(regime);
    List<String> names =
        table.columns().stream().filter(name -> params.variable(name) >= 0).toList();
    double[][] state = new double[params.variables().size()][table.size()];
    names.forEach(name -> state[params.variable(name)] = table.column(name));
    double[][] actual =
        MassFunctions.derivative(params.model(), params.values(), state, table.column("c0_kHz"));
    double worst = 0;
    String worstName = "";
    for (String name : names) {
      double error = error(actual[params.variable(name)], table.column("d" + name));
      if (error >= worst) {
        worst = error;
        worstName = name;
      }
    }
    report.add(
        Tolerance.RIGHT_HAND_SIDE.row(regime, label, worst).noting("largest in %s", worstName));
  }

  private static double error(double[] actual, double[] expected) {
    double scale = 0;
    double error = 0;
    for (int k = 0; k < expected.length; k++) {
      scale = Math.max(scale, Math.abs(expected[k]));
      error = Math.max(error, Math.abs(actual[k] - expected[k]));
    }
    return error == 0 ? 0 : error / scale;
  }
}
