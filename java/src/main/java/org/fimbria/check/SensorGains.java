package org.fimbria.check;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.EcogSpec;
import org.fimbria.probe.Ecog;
import org.fimbria.probe.PointTable;

/**
 * Gains of sensors over the connectome, {@code ecog_gain*.csv}: sensor, place and a gain for each
 * region, 0.1 times volume over distance.
 */
final class SensorGains {
  private static final EcogSpec PUBLISHED =
      new EcogSpec("the reference", 1, 0.1, true, OptionalDouble.empty(), 0);

  private final TvbReference tvb;
  private final BrainSource brains;
  private final Report report;

  SensorGains(TvbReference tvb, BrainSource brains, Report report) {
    this.tvb = tvb;
    this.brains = brains;
    this.report = report;
  }

  void compare() {
    for (String file : tvb.folder().names("ecog_gain", ".csv")) {
      CsvTable table = tvb.folder().csv(file);
      double[][] expected = table.numbered("r");
      String label = tvb.folder().label(file);
      brains
          .of(expected[0].length, Tolerance.GAIN, label, report)
          .ifPresent(brain ->
              report.add(
                  Tolerance.GAIN.row(
                      "%d sensors".formatted(expected.length),
                      label,
                      difference(sensors(table), brain, expected))));
    }
  }

  private static List<PointTable.Row> sensors(CsvTable table) {
    return IntStream.range(0, table.size())
        .mapToObj(row ->
            new PointTable.Row(
                table.text(row, "sensor"),
                table.number(row, "x"),
                table.number(row, "y"),
                table.number(row, "z")))
        .toList();
  }

  private static double difference(
      List<PointTable.Row> sensors, Connectome brain, double[][] expected) {
    double[][] gain = Ecog.of(PUBLISHED, sensors, brain).gain();
    double worst = 0;
    for (int sensor = 0; sensor < expected.length; sensor++) {
      for (int region = 0; region < expected[sensor].length; region++) {
        double is = gain[sensor][region];
        double should = expected[sensor][region];
        worst = Math.max(worst, Math.abs(is - should) / Math.abs(should));
      }
    }
    return worst;
  }
}
