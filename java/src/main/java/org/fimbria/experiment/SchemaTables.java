package org.fimbria.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fimbria.natives.ModelTables;

/** Parts of the schema that come from the models' tables. */
record SchemaTables(ModelCatalogue models, String neuronModel, String massModel, int order) {
  private static final double UNLIMITED = 1e300;

  void fill(ObjectNode schema, String table) {
    switch (table) {
      case "neuron_models" -> words(schema, models.neuronModels());
      case "mass_models" -> words(schema, models.massModels());
      case "neuron_parameters" -> parameters(schema, neuronRows());
      case "mass_parameters" ->
          parameters(
              schema,
              massRows().stream()
                  .filter(row -> !Schema.OPTIONS.containsKey(row.symbol()))
                  .toList());
      case "mass_noise" -> noise(schema);
      case "mass_initial" -> initial(schema);
      case "mass_variables" -> {
        schema.put("type", "array").put("uniqueItems", true).put("all", true);
        words(
            schema.putObject("items"), variables().stream().map(ModelTables.Row::symbol).toList());
      }
      default -> throw new IllegalArgumentException(table);
    }
  }

  private boolean knowsMass() {
    return models.massModels().contains(massModel);
  }

  boolean massHas(String symbol) {
    return !knowsMass() || massRows().stream().anyMatch(row -> row.symbol().equals(symbol));
  }

  List<ModelTables.Row> neuronRows() {
    boolean known = models.neuronModels().contains(neuronModel);
    return known ? models.neuronParameters(neuronModel) : List.of();
  }

  private List<ModelTables.Row> massRows() {
    return knowsMass() ? models.massParameters(massModel, order) : List.of();
  }

  private List<ModelTables.Row> variables() {
    return knowsMass() ? models.massVariables(massModel, order) : List.of();
  }

  private static void words(ObjectNode schema, Iterable<String> words) {
    ArrayNode list = schema.putArray("enum");
    words.forEach(list::add);
    if (list.isEmpty()) {
      schema.remove("enum");
    }
  }

  private static ObjectNode map(ObjectNode schema, boolean open) {
    schema.put("type", "object").put("additionalProperties", open);
    return schema.putObject("properties");
  }

  private static void parameters(ObjectNode schema, List<ModelTables.Row> rows) {
    schema.put("title", "Parameters of the model");
    ObjectNode properties = map(schema, rows.isEmpty());
    for (ModelTables.Row row : rows) {
      range(describe(properties.putObject(row.symbol()), row), row)
          .put("default", row.defaultValue());
    }
  }

  private void noise(ObjectNode schema) {
    schema.put("title", "D of dy = f dt + sqrt(2 D) dW, by state variable");
    ObjectNode properties = map(schema, variables().isEmpty());
    for (ModelTables.Row row : variables()) {
      describe(properties.putObject(row.symbol()), row)
          .put("unit", row.unit().equals("1") ? "1/ms" : "(" + row.unit() + ")^2/ms")
          .put("optional", true)
          .put("minimum", 0)
          .put("maximum", 1e12);
    }
  }

  private void initial(ObjectNode schema) {
    schema.put(
        "title", "State at time 0 and before: a number, or uniform in [low, high] per region");
    ObjectNode properties = map(schema, variables().isEmpty());
    for (ModelTables.Row row : variables()) {
      ObjectNode pair = properties.putObject(row.symbol());
      pair.put("title", row.meaning()).put("unit", row.unit()).put("type", "array");
      pair.put("minItems", 2).put("maxItems", 2).put("shorthand", "[low, high]");
      pair.put("default", row.defaultValue());
      range(describe(pair.putObject("items"), row), row);
    }
  }

  private static ObjectNode describe(ObjectNode schema, ModelTables.Row row) {
    return schema
        .put("title", row.meaning())
        .put("type", row.unit().equals("option") ? "integer" : "number")
        .put("unit", row.unit().equals("option") ? "1" : row.unit())
        .put("source", row.source());
  }

  private static ObjectNode range(ObjectNode schema, ModelTables.Row row) {
    if (row.minimum() > -UNLIMITED) {
      schema.put("minimum", row.minimum());
    }
    return row.maximum() < UNLIMITED ? schema.put("maximum", row.maximum()) : schema;
  }
}
