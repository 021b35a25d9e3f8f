package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fimbria.natives.ModelTables;

/**
 * A folder of NEST data: {@code reference.json} for single neurons, {@code network.json} for a
 * network.
 *
 * @param sets parameters of the engine by name of the set
 * @param variants resolutions and tolerances that NEST ran with, finest last
 */
record NestReference(
    ReferenceFolder folder,
    JsonNode json,
    Map<String, double[]> sets,
    List<Variant> variants,
    double delayMs) {
  static final String FILE = "reference.json";

  private static final double DEFAULT_DELAY_MS = 0.1;

  /** The engine follows NEST to the step down to here; finer ones are what drift is told from. */
  static final double FINEST_COMPARED_MS = 0.005;

  private static final List<ModelTables.Row> PARAMETERS = ModelTables.aeifParameters();
  private static final Pattern DURATION = Pattern.compile("over ([0-9.]+) s\\b");

  /** How NEST ran: resolution and absolute tolerance of its integrator. */
  record Variant(String name, double resolutionMs, double tolerance) {
    int step(double timeMs) {
      return (int) Math.round(timeMs / resolutionMs);
    }

    boolean isCompared() {
      return resolutionMs >= FINEST_COMPARED_MS;
    }
  }

  static boolean isIn(ReferenceFolder folder) {
    return folder.has(FILE) || folder.has(NestNetwork.FILE);
  }

  static void compare(ReferenceFolder folder, Check.Options options, Report report) {
    Optional<NestReference> reference = folder.json(FILE).map(json -> read(folder, json, report));
    reference.ifPresent(nest -> {
      new NestCurrents(nest, report).compare();
      new NestInputs(nest, report).compare();
      new NestTraces(nest, report).compare();
    });
    folder
        .json(NestNetwork.FILE)
        .ifPresent(json -> NestNetwork.compare(folder, json, reference, options, report));
  }

  private static NestReference read(ReferenceFolder folder, JsonNode json, Report report) {
    Map<String, double[]> sets = new LinkedHashMap<>();
    Json.require(json, "parameter_sets", FILE)
        .properties()
        .forEach(set -> params(folder, set, report).ifPresent(p -> sets.put(set.getKey(), p)));
    List<Variant> variants = new ArrayList<>();
    Json.require(json, "variants", FILE)
        .properties()
        .forEach(variant ->
            variants.add(
                new Variant(
                    variant.getKey(),
                    Json.number(variant.getValue(), "resolution_ms", FILE),
                    variant.getValue().path("gsl_error_tol").asDouble(0))));
    variants.sort((a, b) ->
        a.resolutionMs() == b.resolutionMs()
            ? Double.compare(b.tolerance(), a.tolerance())
            : Double.compare(b.resolutionMs(), a.resolutionMs()));
    double delayMs = json.path("delay_ms").asDouble(DEFAULT_DELAY_MS);
    return new NestReference(folder, json, sets, variants, delayMs);
  }

  private static Optional<double[]> params(
      ReferenceFolder folder, Map.Entry<String, JsonNode> set, Report report) {
    double[] params = PARAMETERS.stream().mapToDouble(ModelTables.Row::defaultValue).toArray();
    for (Map.Entry<String, JsonNode> value : set.getValue().properties()) {
      int index = index(value.getKey());
      if (index < 0) {
        report.leaveOut(
            folder.label(FILE) + ": set " + set.getKey(),
            value.getKey() + " is no parameter of the neuron");
        return Optional.empty();
      }
      params[index] = Json.number(set.getValue(), value.getKey(), FILE);
    }
    return Optional.of(params);
  }

  private static int index(String symbol) {
    return PARAMETERS.stream().map(ModelTables.Row::symbol).toList().indexOf(symbol);
  }

  /** A parameter's value in a set. */
  static double value(double[] params, String symbol) {
    return params[index(symbol)];
  }

  /** A set with one value changed. */
  static double[] with(double[] params, String symbol, double value) {
    double[] changed = params.clone();
    changed[index(symbol)] = value;
    return changed;
  }

  Optional<Variant> variant(String name) {
    return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
  }

  /** How long the runs of a file of spike times were: its kind says so. */
  double durationMs(String file, double otherwiseMs) {
    Matcher matcher = DURATION.matcher(json.path("files").path(file).path("kind").asText());
    return matcher.find() ? 1000 * Double.parseDouble(matcher.group(1)) : otherwiseMs;
  }
}
