package org.fimbria.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.fimbria.analysis.Welch;
import org.fimbria.natives.SpikingEngine.Variable;

/**
 * What is known of a population's activity, under the names of {@code network.json}. Standard
 * deviations divide by n, quantiles interpolate, as NumPy's do.
 */
final class NetworkStatistics {
  /** Name of the spectrum of the population rate in bins of 1 ms; entries at 1, 2, ... Hz. */
  static final String SPECTRUM = "psd_hz2_per_hz";

  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};
  private static final int SPECTRUM_BINS = 250;
  private static final int CORRELATED = 200;

  private final double durationMs;
  private final double dtMs;
  private final List<List<Integer>> trains = new ArrayList<>();
  private final Map<Variable, double[]> moments = new LinkedHashMap<>();

  NetworkStatistics(long neurons, double durationMs, double dtMs) {
    this.durationMs = durationMs;
    this.dtMs = dtMs;
    for (long n = 0; n < neurons; n++) {
      trains.add(new ArrayList<>());
    }
    for (Variable variable : Variable.values()) {
      moments.put(variable, new double[3]);
    }
  }

  /** A spike of a neuron with the step of its stamp, ascending for each neuron. */
  void spike(int neuron, int stamp) {
    trains.get(neuron).add(stamp);
  }

  /** A sample of a state variable. */
  void sample(Variable variable, double value) {
    double[] sums = moments.get(variable);
    sums[0]++;
    sums[1] += value;
    sums[2] += value * value;
  }

  /** The step in which a statistic comes: a smaller spread of the seeds means nothing. */
  static double resolution(String name) {
    return name.startsWith("rate_quantiles") ? 0.2 : name.startsWith("isi_quantiles") ? 0.1 : 1e-9;
  }

  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    double[] rates =
        trains.stream().mapToDouble(train -> 1000 * train.size() / durationMs).toArray();
    values.put("rate_hz", Arrays.stream(rates).average().orElse(0));
    values.put("rate_std_across_neurons", deviation(rates));
    values.put(
        "frac_silent", trains.stream().mapToDouble(t -> t.isEmpty() ? 1 : 0).average().orElse(0));
    quantiles(values, "rate_quantiles_5_25_50_75_95", rates);
    intervals(values);
    for (int binMs : new int[] {5, 20}) {
      double[] correlations = Correlation.pairs(chosen(), steps(binMs), steps(durationMs));
      values.put("pairwise_corr_mean_%dms".formatted(binMs), mean(correlations));
      values.put("pairwise_corr_std_%dms".formatted(binMs), deviation(correlations));
    }
    moments.forEach((variable, sums) -> {
      String name = "state_100_neurons_1ms." + variable + ".";
      double mean = sums[1] / sums[0];
      values.put(name + "mean", mean);
      values.put(name + "std", Math.sqrt(Math.max(0, sums[2] / sums[0] - mean * mean)));
    });
    populationRate(values);
    return values;
  }

  private int steps(double timeMs) {
    return (int) Math.round(timeMs / dtMs);
  }

  private void intervals(Map<String, Double> values) {
    List<double[]> all = new ArrayList<>();
    List<Double> cv = new ArrayList<>();
    for (List<Integer> train : trains) {
      double[] intervals = new double[Math.max(0, train.size() - 1)];
      Arrays.setAll(intervals, k -> (train.get(k + 1) - train.get(k)) * dtMs);
      all.add(intervals);
      if (intervals.length > 1) {
        cv.add(deviation(intervals) / mean(intervals));
      }
    }
    values.put("cv_isi_mean", cv.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    double[] pooled = all.stream().flatMapToDouble(Arrays::stream).toArray();
    quantiles(values, "isi_quantiles_ms_5_25_50_75_95", pooled);
  }

  /** The first neurons that are not silent. */
  private List<List<Integer>> chosen() {
    return trains.stream().filter(train -> !train.isEmpty()).limit(CORRELATED).toList();
  }

  private void populationRate(Map<String, Double> values) {
    double[] rate = new double[(int) Math.round(durationMs)];
    double perSpike = 1000.0 / trains.size();
    for (List<Integer> train : trains) {
      train.forEach(stamp -> rate[(int) ((stamp - 1) * dtMs + 1e-9)] += perSpike);
    }
    values.put("pop_rate_1ms_std_hz", deviation(rate));
    double[] spectrum = Welch.density(rate, 1000, 1000).p();
    int peak = 0;
    for (int k = 0; k < SPECTRUM_BINS; k++) {
      values.put(String.format(Locale.ROOT, "%s.%d", SPECTRUM, k), spectrum[k + 1]);
      peak = spectrum[k + 1] > spectrum[peak + 1] ? k : peak;
    }
    values.put("psd_peak_hz", peak + 1.0);
  }

  private static void quantiles(Map<String, Double> values, String name, double[] data) {
    double[] found =
        Quantile.withDefaults()
            .with(Quantile.EstimationMethod.HF7)
            .evaluate(data.clone(), QUANTILES);
    for (int k = 0; k < found.length; k++) {
      values.put(name + "." + k, found[k]);
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double deviation(double[] values) {
    return StandardDeviation.of(values).setBiased(true).getAsDouble();
  }
}
