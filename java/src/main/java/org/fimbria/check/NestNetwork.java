package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network of {@code network.json} beside own runs with other random numbers: every statistic that
 * the reference has for every seed, region and population.
 */
final class NestNetwork {
  static final String FILE = "network.json";

  private static final int SEEDS = 3;
  private static final int BAND_HZ = 50;

  /** Counts of what went into a statistic, and the spectrum, which is compared in bands. */
  private static final Set<String> NO_STATISTICS =
      Set.of("n", "spikes", "cv_isi_n", "pairwise_corr_n_5ms", "pairwise_corr_n_20ms", "psd_f_hz");

  private NestNetwork() {}

  static void compare(
      ReferenceFolder folder,
      JsonNode json,
      Optional<NestReference> nest,
      Check.Options options,
      Report report) {
    String label = folder.label(FILE);
    if (!options.slow()) {
      report.leaveOut(label, "takes minutes; --slow");
      return;
    }
    if (nest.isEmpty()) {
      report.leaveOut(label, "no reference.json with the neurons' parameters beside it");
      return;
    }
    Optional<NetworkDescription> network = NetworkDescription.read(json, nest.get());
    if (network.isEmpty()) {
      report.leaveOut(label, "its text does not give sizes, in-degrees, weights and times");
      return;
    }
    report.attempt(
        Tolerance.NETWORK,
        "",
        label,
        () -> {
          Map<String, List<JsonStatistics>> reference = new LinkedHashMap<>();
          json.path("seeds")
              .forEach(seed ->
                  seed.properties()
                      .forEach(region ->
                          reference
                              .computeIfAbsent(population(region.getKey()), _ -> new ArrayList<>())
                              .add(JsonStatistics.of(region.getValue()))));
          Map<String, List<Map<String, Double>>> own = new LinkedHashMap<>();
          for (int seed = 1; seed <= SEEDS; seed++) {
            NetworkRun.of(network.get(), seed, options.threads())
                .forEach((name, statistics) ->
                    own.computeIfAbsent(population(name), _ -> new ArrayList<>()).add(statistics));
          }
          reference.forEach((name, statistics) ->
              compare(name, statistics, own.getOrDefault(name, List.of()), label, report));
        });
  }

  /** Regions are realisations of the same network: {@code region0_exc} is {@code exc}. */
  private static String population(String name) {
    return name.substring(name.indexOf('_') + 1);
  }

  /** Every number of one population of the reference, by its path. */
  private record JsonStatistics(Map<String, Double> values) {
    static JsonStatistics of(JsonNode node) {
      Map<String, Double> values = new LinkedHashMap<>();
      node.properties().stream()
          .filter(entry -> !NO_STATISTICS.contains(entry.getKey()))
          .forEach(entry -> put(values, entry.getKey(), entry.getValue()));
      return new JsonStatistics(values);
    }

    private static void put(Map<String, Double> values, String name, JsonNode node) {
      node.properties()
          .forEach(entry -> put(values, name + "." + entry.getKey(), entry.getValue()));
      for (int k = 0; node.isArray() && k < node.size(); k++) {
        put(values, name + "." + k, node.get(k));
      }
      if (node.isNumber()) {
        values.put(name, node.doubleValue());
      }
    }
  }

  private static void compare(
      String population,
      List<JsonStatistics> reference,
      List<Map<String, Double>> own,
      String label,
      Report report) {
    Set<String> names = new LinkedHashSet<>(reference.getFirst().values().keySet());
    Map<Integer, List<Double>> bands = new LinkedHashMap<>();
    for (String name : names) {
      if (own.isEmpty() || !own.getFirst().containsKey(name)) {
        report.leaveOut(label + ": " + name, "no such statistic of " + population);
        continue;
      }
      double[] ours = own.stream().mapToDouble(run -> run.get(name)).toArray();
      double[] theirs = reference.stream().mapToDouble(run -> run.values().get(name)).toArray();
      if (name.startsWith(NetworkStatistics.SPECTRUM)) {
        int bin = Integer.parseInt(name.substring(NetworkStatistics.SPECTRUM.length() + 1));
        bands
            .computeIfAbsent(bin / BAND_HZ, _ -> new ArrayList<>())
            .add(distance(name, ours, theirs));
      } else {
        report.add(
            Tolerance.NETWORK
                .row(population + ", " + name, label, distance(name, ours, theirs))
                .noting(
                    "%.5g +- %.2g, NEST %.5g +- %.2g",
                    Spread.of(ours).mean(),
                    Math.sqrt(Spread.of(ours).variance()),
                    Spread.of(theirs).mean(),
                    Math.sqrt(Spread.of(theirs).variance())));
      }
    }
    bands.forEach((band, distances) ->
        report.add(
            Tolerance.NETWORK.row(
                "%s, spectrum from %d Hz, rms of %d bins"
                    .formatted(population, band * BAND_HZ + 1, distances.size()),
                label,
                Math.sqrt(distances.stream().mapToDouble(d -> d * d).average().orElse(0)))));
  }

  /** Difference of the means in standard deviations of one realisation. */
  private static double distance(String name, double[] own, double[] reference) {
    Spread a = Spread.of(own);
    Spread b = Spread.of(reference);
    double spread = Math.sqrt((a.variance() + b.variance()) / 2);
    double difference = Math.abs(a.mean() - b.mean());
    double scale = Math.max(spread, NetworkStatistics.resolution(name));
    return difference == 0 ? 0 : difference / scale;
  }
}
