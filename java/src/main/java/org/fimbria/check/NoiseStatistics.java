package org.fimbria.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.natives.Random;

/**
 * Time averages of a brain with noise, {@code stats_<regime>_noise.csv}: mean and standard
 * deviation of each region's rate, for several seeds.
 */
final class NoiseStatistics {
  private static final Pattern COLUMN = Pattern.compile("([EI])_(mean|std)_(all|after1s)_s(\\d+)");

  /**
   * No file says how long TVB ran; of whole numbers of seconds this one fits the share of the
   * onset.
   */
  private static final double DURATION_MS = 10000;

  private static final double TRANSIENT_MS = 1000;
  private static final double LARGEST_W_E = 5;
  private static final double TVB_NSIG = 1;

  private final TvbReference tvb;
  private final BrainSource brains;
  private final Check.Options options;
  private final Report report;

  NoiseStatistics(TvbReference tvb, BrainSource brains, Check.Options options, Report report) {
    this.tvb = tvb;
    this.brains = brains;
    this.options = options;
    this.report = report;
  }

  void compare() {
    for (TvbReference.Named file : tvb.files("stats_", report)) {
      String label = tvb.folder().label(file.file());
      if (!options.slow()) {
        tvb.folder().ignore(file.file());
        report.leaveOut(label, "takes half a minute; --slow");
        continue;
      }
      CsvTable table = tvb.folder().csv(file.file());
      report.attempt(
          Tolerance.NOISE, file.regime(), label, () -> compare(table, file.regime(), label));
    }
  }

  /** A statistic of one variable: {@code E_mean_all}. */
  private record Statistic(String variable, String moment, String part) {
    String name() {
      return variable + "_" + moment + "_" + part;
    }
  }

  private void compare(CsvTable table, String regime, String label) {
    if (brains.of(table.size(), Tolerance.NOISE, label, report).isEmpty()) {
      return;
    }
    TreeSet<Long> seeds = new TreeSet<>();
    List<Statistic> statistics = new ArrayList<>();
    for (String column : table.columns()) {
      Matcher matcher = COLUMN.matcher(column);
      if (matcher.matches()) {
        seeds.add(Long.parseLong(matcher.group(4)));
        Statistic statistic = new Statistic(matcher.group(1), matcher.group(2), matcher.group(3));
        if (!statistics.contains(statistic)) {
          statistics.add(statistic);
        }
      }
    }
    MassParameters params = tvb.regimes().get(regime);
    List<Moments> own = seeds.stream().map(seed -> run(params, table.size(), seed)).toList();
    for (Statistic statistic : statistics) {
      List<double[]> reference =
          seeds.stream().map(seed -> table.column(statistic.name() + "_s" + seed)).toList();
      List<double[]> measured =
          own.stream()
              .map(moments -> moments.of(params.variable(statistic.variable()), statistic))
              .toList();
      report.add(
          Tolerance.NOISE.row(
              regime + ", " + statistic.name(), label, distance(measured, reference)));
    }
  }

  /** Sums over time of each variable and region, over all of it and without the transient. */
  private static final class Moments {
    private final double[][][] sum;
    private final double[][][] squares;
    private final long[] count = new long[2];

    Moments(int variables, int regions) {
      sum = new double[2][variables][regions];
      squares = new double[2][variables][regions];
    }

    void add(double[][] state, boolean settled) {
      for (int part = 0; part < (settled ? 2 : 1); part++) {
        count[part]++;
        for (int v = 0; v < state.length; v++) {
          for (int r = 0; r < state[v].length; r++) {
            sum[part][v][r] += state[v][r];
            squares[part][v][r] += state[v][r] * state[v][r];
          }
        }
      }
    }

    /** In Hz, by region. */
    double[] of(int variable, Statistic statistic) {
      int part = statistic.part().equals("all") ? 0 : 1;
      double[] values = new double[sum[part][variable].length];
      for (int r = 0; r < values.length; r++) {
        double mean = sum[part][variable][r] / count[part];
        double variance = squares[part][variable][r] / count[part] - mean * mean;
        values[r] =
            1000 * (statistic.moment().equals("mean") ? mean : Math.sqrt(Math.max(0, variance)));
      }
      return values;
    }
  }

  /** From silence, W_e uniform between 0 and 5 pA, noise on xi. */
  private Moments run(MassParameters params, int regions, long seed) {
    double[][] initial = new double[params.variables().size()][regions];
    double[] noise = new double[initial.length];
    noise[params.variable("xi")] = TVB_NSIG;
    for (int r = 0; r < regions; r++) {
      double u = Random.uniforms(seed, Random.INITIAL_STATE, r, 0, 0, 1)[0];
      initial[params.variable("W_e")][r] = LARGEST_W_E * u;
    }
    Moments moments = new Moments(initial.length, regions);
    int perSample = tvb.step(1);
    try (NeuralMassEngine engine =
        brains.engine(params, initial, noise, new int[0], seed, perSample)) {
      for (int ms = 1; ms <= DURATION_MS; ms++) {
        engine.advance(perSample);
        moments.add(Trajectory.state(engine, regions), ms > TRANSIENT_MS);
      }
    }
    return moments;
  }

  /** Rms over regions of the difference of the seeds' means, in standard deviations of a seed. */
  private static double distance(List<double[]> own, List<double[]> reference) {
    int regions = own.getFirst().length;
    double squares = 0;
    double variance = 0;
    for (int r = 0; r < regions; r++) {
      int region = r;
      Spread a = Spread.of(own.stream().mapToDouble(seed -> seed[region]).toArray());
      Spread b = Spread.of(reference.stream().mapToDouble(seed -> seed[region]).toArray());
      squares += (a.mean() - b.mean()) * (a.mean() - b.mean());
      variance += (a.variance() + b.variance()) / 2;
    }
    return Math.sqrt(squares / variance);
  }
}
