package org.fimbria.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.Phase;

/**
 * The timers of all simulators in seconds, one row each; of many parts of a network only the
 * smallest, mean and largest values.
 */
final class TimerTable {
  private static final int MOST_PARTS = 8;
  private static final String NETWORK = "spiking";

  private record Row(String name, double[] seconds) {}

  private final List<Row> rows = new ArrayList<>();

  TimerTable(List<ModuleTimes> times) {
    List<Row> network = new ArrayList<>();
    List<Row> others = new ArrayList<>();
    for (ModuleTimes each : times) {
      (each.module().startsWith(NETWORK) ? network : others)
          .add(new Row(each.module(), seconds(each)));
    }
    if (network.size() <= MOST_PARTS) {
      rows.addAll(network);
    } else {
      rows.add(summary("min of " + network.size(), network, s -> s.min().orElseThrow()));
      rows.add(summary("mean", network, s -> s.average().orElseThrow()));
      rows.add(summary("max", network, s -> s.max().orElseThrow()));
    }
    rows.addAll(others);
  }

  private static double[] seconds(ModuleTimes times) {
    return Stream.concat(
            Arrays.stream(Phase.values()).map(times::nanos), Stream.of(times.wholeNanos()))
        .mapToDouble(nanos -> nanos * 1e-9)
        .toArray();
  }

  private static Row summary(
      String name, List<Row> parts, ToDoubleFunction<DoubleStream> function) {
    double[] seconds = new double[Phase.values().length + 1];
    Arrays.setAll(
        seconds,
        column ->
            function.applyAsDouble(parts.stream().mapToDouble(part -> part.seconds()[column])));
    return new Row(NETWORK + ", " + name, seconds);
  }

  void print(PrintWriter out) {
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    String first = "%-" + Math.max(12, width + 2) + "s";
    out.printf(first, "timers (s)");
    for (Phase phase : Phase.values()) {
      out.printf(" %14s", phase.label());
    }
    out.printf(" %14s%n", "total");
    for (Row row : rows) {
      out.printf(first, "  " + row.name());
      for (double seconds : row.seconds()) {
        out.printf(Locale.ROOT, " %14.3f", seconds);
      }
      out.println();
    }
  }
}
