package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fimbria.natives.NeuralMassEngine.Integrator;

/**
 * A folder of TVB data: {@code parameters.json} says what was run.
 *
 * @param regimes parameters of the engine by name of the regime
 */
record TvbReference(ReferenceFolder folder, JsonNode json, Map<String, MassParameters> regimes) {
  static final String FILE = "parameters.json";

  static boolean isIn(ReferenceFolder folder) {
    return folder.has(FILE);
  }

  static void compare(ReferenceFolder folder, Check.Options options, Report report) {
    TvbReference tvb = read(folder, folder.json(FILE).orElseThrow(), report);
    new TransferFunctionGrid(tvb, report).compare();
    new RightHandSides(tvb, report).compare();
    new SingleNode(tvb, report).compare();
    BrainSource brains = new BrainSource(tvb, options, report);
    new WholeBrainRuns(tvb, brains, report).compare();
    new ProxyExchange(tvb, brains, report).compare();
    new NoiseStatistics(tvb, brains, options, report).compare();
    new SensorGains(tvb, brains, report).compare();
  }

  private static TvbReference read(ReferenceFolder folder, JsonNode json, Report report) {
    Map<String, MassParameters> regimes = new LinkedHashMap<>();
    Json.require(json, "regimes", FILE)
        .properties()
        .forEach(regime ->
            regimes.put(
                regime.getKey(),
                MassParameters.read(json, regime.getKey(), folder.label(FILE), report)));
    return new TvbReference(folder, json, regimes);
  }

  double dtMs() {
    return Json.number(json, "dt_ms", FILE);
  }

  int step(double timeMs) {
    return (int) Math.round(timeMs / dtMs());
  }

  /** The scheme that the text names first; TVB's Heun where it names none. */
  Integrator integrator() {
    String text = json.path("integrator").asText().toLowerCase(Locale.ROOT);
    if (text.startsWith("euler")) {
      return Integrator.EULER;
    }
    return text.startsWith("rk4") || text.startsWith("runge") ? Integrator.RK4 : Integrator.HEUN;
  }

  /** The name of a regime that a file's name begins with, the longest. */
  Optional<String> regimeOf(String text) {
    return longest(regimes.keySet().stream().toList(), text);
  }

  /** What a text says behind the name that it begins with. */
  static String behind(String name, String text) {
    return text.substring(Math.min(text.length(), name.length() + 1));
  }

  /** The longest of the names that a text begins with, the whole text or up to an underscore. */
  static Optional<String> longest(List<String> names, String text) {
    return names.stream()
        .filter(name -> text.equals(name) || text.startsWith(name + "_"))
        .max(Comparator.comparingInt(String::length));
  }

  /**
   * Of files {@code prefix<regime>...}, the parts behind the prefix, without .csv; unknown regimes
   * are told.
   */
  List<Named> files(String prefix, Report report) {
    return folder.names(prefix, ".csv").stream()
        .map(name -> {
          String rest = name.substring(prefix.length(), name.length() - ".csv".length());
          Optional<String> regime = regimeOf(rest);
          if (regime.isEmpty()) {
            folder.ignore(name);
            report.leaveOut(folder.label(name), "its regime is not in " + FILE);
            return Optional.<Named>empty();
          }
          return Optional.of(new Named(name, regime.get(), behind(regime.get(), rest)));
        })
        .flatMap(Optional::stream)
        .toList();
  }

  /** A file by its regime and what its name says besides. */
  record Named(String file, String regime, String rest) {}
}
