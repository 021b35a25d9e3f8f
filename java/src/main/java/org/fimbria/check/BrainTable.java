package org.fimbria.check;

import java.util.stream.IntStream;

/**
 * A table of a whole-brain run: one variable over time by region, or every variable at the end by
 * region.
 *
 * @param what name of the variable, or {@code final8}
 */
record BrainTable(TvbReference tvb, String what, CsvTable table) {
  private static final String FINAL = "final8";

  String label() {
    return tvb.folder().label(table.name());
  }

  int regions() {
    return what.equals(FINAL)
        ? table.size()
        : (int) table.columns().stream().filter(column -> column.matches("r\\d+")).count();
  }

  /** Steps that the table has states of. */
  IntStream steps() {
    return IntStream.range(0, what.equals(FINAL) ? 0 : table.size()).map(this::step);
  }

  private int step(int row) {
    return tvb.step(table.number(row, "t_ms"));
  }

  /** Where the table begins at time 0, it tells the initial state. */
  void putInitial(double[][] initial, MassParameters params) {
    int variable = params.variable(what);
    if (variable >= 0 && step(0) == 0) {
      initial[variable] = table.numbered("r")[0];
    }
  }

  void compare(Trajectory run, int end, MassParameters params, Report report) {
    int variable = params.variable(what);
    if (what.equals(FINAL)) {
      compareFinal(run, end, params, report);
    } else if (variable < 0) {
      report.leaveOut(label(), what + " is no variable of " + params.model());
    } else {
      double[][] expected = table.numbered("r");
      double worst = 0;
      for (int row = 0; row < expected.length; row++) {
        worst = Math.max(worst, run.difference(step(row), variable, expected[row]));
      }
      report.add(MassRows.row(what, what, label(), worst, params, end * tvb.dtMs()));
    }
  }

  private void compareFinal(Trajectory run, int end, MassParameters params, Report report) {
    for (String name : table.columns()) {
      int variable = params.variable(name);
      if (variable >= 0 && variable != params.variable("xi")) {
        double difference = run.difference(end, variable, table.column(name));
        String subject = name + " at the end";
        report.add(MassRows.row(name, subject, label(), difference, params, end * tvb.dtMs()));
      }
    }
  }
}
