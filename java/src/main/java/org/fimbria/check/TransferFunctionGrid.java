package org.fimbria.check;

import org.fimbria.natives.MassFunctions;

/** The transfer function at the points of {@code tf_<regime>.csv}. */
final class TransferFunctionGrid {
  private static final double FLOOR_KHZ = 1e-30;

  private final TvbReference tvb;
  private final Report report;

  TransferFunctionGrid(TvbReference tvb, Report report) {
    this.tvb = tvb;
    this.report = report;
  }

  void compare() {
    for (TvbReference.Named file : tvb.files("tf_", report)) {
      String label = tvb.folder().label(file.file());
      CsvTable table = tvb.folder().csv(file.file());
      report.attempt(
          Tolerance.TRANSFER, file.regime(), label, () -> compare(table, file.regime(), label));
    }
  }

  private void compare(CsvTable table, String regime, String label) {
    for (boolean inhibitory : new boolean[] {false, true}) {
      String column = inhibitory ? "TF_i_kHz" : "TF_e_kHz";
      double[] expected = table.column(column);
      double[] actual =
          MassFunctions.transfer(
              tvb.regimes().get(regime).values(),
              inhibitory,
              table.column("fe_kHz"),
              table.column("fi_kHz"),
              table.column("fe_ext_kHz"),
              new double[table.size()],
              table.column("W_pA"));
      double worst = 0;
      int points = 0;
      for (int k = 0; k < expected.length; k++) {
        if (expected[k] > FLOOR_KHZ || actual[k] > FLOOR_KHZ) {
          worst = Math.max(worst, Math.abs(actual[k] - expected[k]) / Math.abs(expected[k]));
          points++;
        }
      }
      String subject = regime + (inhibitory ? ", F_i" : ", F_e");
      report.add(
          Tolerance.TRANSFER
              .row(subject, label, worst)
              .noting("%d of %d points above the floor", points, expected.length));
    }
  }
}
