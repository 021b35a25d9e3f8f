package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.fimbria.natives.ModelTables;

/**
 * Parameters of the mean-field AdEx as a reference gives them.
 *
 * @param model the engine's name
 * @param values in the order of the model's table
 */
record MassParameters(String model, double[] values) {
  /** What the reference calls differently. */
  private static final Map<String, String> SYMBOLS = Map.of("extern", "external_input_ex_ex");

  /** Constant inputs that stand beside the regimes: a number, or the name of a regime's value. */
  private static final Map<String, List<String>> EXTERNAL =
      Map.of(
          "to_E_pop_excitatory", List.of("external_input_ex_ex"),
          "to_I_pop_excitatory", List.of("external_input_in_ex"),
          "inhibitory", List.of("external_input_ex_in", "external_input_in_in"));

  static MassParameters read(JsonNode json, String regime, String label, Report report) {
    JsonNode values = json.path("regimes").path(regime);
    String model = values.path("order").asInt(2) == 1 ? "mean_field_adex_1" : "mean_field_adex_2";
    double[] params =
        ModelTables.massParameters(model).stream()
            .mapToDouble(ModelTables.Row::defaultValue)
            .toArray();
    MassParameters result = new MassParameters(model, params);
    values
        .properties()
        .forEach(value -> {
          if (!value.getKey().equals("order") && !result.set(value.getKey(), value.getValue())) {
            report.leaveOut(
                label + ": " + regime + "." + value.getKey(), "no parameter of " + model);
          }
        });
    json.path("external_input")
        .properties()
        .forEach(input ->
            EXTERNAL
                .getOrDefault(input.getKey(), List.of())
                .forEach(symbol -> result.set(symbol, resolved(input.getValue(), values))));
    return result;
  }

  /** A number itself; of a text such as "extern (kHz)" the value that its first word names. */
  private static JsonNode resolved(JsonNode value, JsonNode values) {
    return value.isTextual() ? values.path(value.asText().strip().split(" ", 2)[0]) : value;
  }

  private boolean set(String name, JsonNode value) {
    if (value.isArray()) {
      boolean all = true;
      for (int k = 0; k < value.size(); k++) {
        all &= set(name + k, value.get(k));
      }
      return all;
    }
    int index = index(SYMBOLS.getOrDefault(name, name));
    if (index >= 0 && value.isNumber()) {
      values[index] = value.doubleValue();
    }
    return index >= 0 && value.isNumber();
  }

  double value(String symbol) {
    return values[index(symbol)];
  }

  private int index(String symbol) {
    return ModelTables.massParameters(model).stream()
        .map(ModelTables.Row::symbol)
        .toList()
        .indexOf(symbol);
  }

  /** State variables in the engine's order. */
  List<String> variables() {
    return ModelTables.massVariables(model).stream().map(ModelTables.Row::symbol).toList();
  }

  /** Index of a state variable by the engine's name or TVB's. */
  int variable(String name) {
    boolean noise = name.equals("ou") || name.equals("ou_drift") || name.equals("noise");
    return variables().indexOf(noise ? "xi" : name);
  }
}
