package org.fimbria.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an experiment may hold: the JSON Schema of the resources, with references written out and
 * the tables of the chosen models filled in.
 */
final class Schema {
  private static final String RESOURCE = "experiment.schema.json";
  private static final double UNLIMITED = 1e300;

  /**
   * Options of the mean field that a file chooses by words, and the numbers that the model has for
   * them.
   */
  static final Map<String, Map<String, Double>> OPTIONS =
      Map.of(
          "derivatives", Map.of("published", 0.0, "consistent", 1.0),
          "cross_terms", Map.of("printed", 0.0, "published", 1.0, "consistent", 2.0));

  private final ObjectNode root;

  private Schema(ObjectNode root) {
    this.root = root;
  }

  /** The schema for models that an experiment names; an unknown model leaves its tables open. */
  static Schema of(ModelCatalogue models, Object neuronModel, Object massModel, int order) {
    ObjectNode document = read();
    Tables tables = new Tables(models, neuronModel, massModel, order);
    ObjectNode root = (ObjectNode) expand(document, document.get("$defs"), tables);
    root.remove("$defs");
    ObjectNode mass = (ObjectNode) root.at("/properties/neuralmass/properties");
    OPTIONS.keySet().stream().filter(option -> !tables.massHas(option)).forEach(mass::remove);
    return new Schema(root);
  }

  private static ObjectNode read() {
    try (InputStream in = Schema.class.getResourceAsStream(RESOURCE)) {
      return (ObjectNode) new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectNode root() {
    return root;
  }

  private static JsonNode expand(JsonNode node, JsonNode definitions, Tables tables) {
    if (node instanceof ArrayNode) {
      return node.deepCopy();
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode own = object.deepCopy();
    ObjectNode expanded = own.objectNode();
    if (own.remove("$ref") instanceof JsonNode reference && reference.isTextual()) {
      String name = reference.asText().substring("#/$defs/".length());
      expanded = (ObjectNode) expand(definitions.get(name), definitions, tables);
    }
    if (own.remove("table") instanceof JsonNode table && table.isTextual()) {
      tables.fill(expanded, table.asText());
    }
    for (var entry : own.properties()) {
      JsonNode value = expand(entry.getValue(), definitions, tables);
      JsonNode inherited = expanded.get(entry.getKey());
      if (inherited instanceof ObjectNode under && value instanceof ObjectNode over) {
        mergeInto(under, over);
      } else {
        expanded.set(entry.getKey(), value);
      }
    }
    return expanded;
  }

  private static void mergeInto(ObjectNode under, ObjectNode over) {
    for (var entry : over.properties()) {
      if (under.get(entry.getKey()) instanceof ObjectNode inner
          && entry.getValue() instanceof ObjectNode outer) {
        mergeInto(inner, outer);
      } else {
        under.set(entry.getKey(), entry.getValue());
      }
    }
  }

  /** The part that describes a key's value, or a missing node. */
  static JsonNode child(JsonNode schema, String key) {
    JsonNode property = schema.path("properties").path(key);
    return property.isMissingNode() && schema.path("additionalProperties").isObject()
        ? schema.get("additionalProperties")
        : property;
  }

  /** The part that describes the value at a path of keys and indices, or a missing node. */
  JsonNode at(String path) {
    JsonNode schema = root;
    for (String key : path.split("[.\\[]")) {
      schema = key.endsWith("]") ? schema.path("items") : child(schema, key);
    }
    return schema;
  }

  /** Names of the keys of a map. */
  static List<String> keys(JsonNode schema) {
    List<String> keys = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Parts of the schema that come from the models' tables. */
  private record Tables(ModelCatalogue models, Object neuronModel, Object massModel, int order) {

    void fill(ObjectNode schema, String table) {
      switch (table) {
        case "neuron_models" -> words(schema, models.neuronModels());
        case "mass_models" -> words(schema, models.massModels());
        case "neuron_parameters" -> parameters(schema, neuronRows());
        case "mass_parameters" ->
            parameters(
                schema,
                massRows().stream().filter(row -> !OPTIONS.containsKey(row.symbol())).toList());
        case "mass_noise" -> noise(schema);
        case "mass_initial" -> initial(schema);
        case "mass_variables" -> {
          schema.put("type", "array").put("uniqueItems", true).put("all", true);
          words(schema.putObject("items"), variables().stream().map(ParameterRow::symbol).toList());
        }
        default -> throw new IllegalArgumentException(table);
      }
    }

    private boolean knowsMass() {
      return massModel instanceof String name && models.massModels().contains(name);
    }

    boolean massHas(String symbol) {
      return !knowsMass() || massRows().stream().anyMatch(row -> row.symbol().equals(symbol));
    }

    private List<ParameterRow> neuronRows() {
      boolean known = neuronModel instanceof String name && models.neuronModels().contains(name);
      return known ? models.neuronParameters((String) neuronModel) : List.of();
    }

    private List<ParameterRow> massRows() {
      return knowsMass() ? models.massParameters((String) massModel, order) : List.of();
    }

    private List<ParameterRow> variables() {
      return knowsMass() ? models.massVariables((String) massModel, order) : List.of();
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

    private static void parameters(ObjectNode schema, List<ParameterRow> rows) {
      schema.put("title", "Parameters of the model");
      ObjectNode properties = map(schema, rows.isEmpty());
      for (ParameterRow row : rows) {
        range(describe(properties.putObject(row.symbol()), row), row)
            .put("default", row.defaultValue());
      }
    }

    private void noise(ObjectNode schema) {
      schema.put("title", "D of dy = f dt + sqrt(2 D) dW, by state variable");
      ObjectNode properties = map(schema, variables().isEmpty());
      for (ParameterRow row : variables()) {
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
      for (ParameterRow row : variables()) {
        ObjectNode pair = properties.putObject(row.symbol());
        pair.put("title", row.meaning()).put("unit", row.unit()).put("type", "array");
        pair.put("minItems", 2).put("maxItems", 2).put("shorthand", "[low, high]");
        pair.put("default", row.defaultValue());
        range(describe(pair.putObject("items"), row), row);
      }
    }

    private static ObjectNode describe(ObjectNode schema, ParameterRow row) {
      return schema
          .put("title", row.meaning())
          .put("type", row.unit().equals("option") ? "integer" : "number")
          .put("unit", row.unit().equals("option") ? "1" : row.unit())
          .put("source", row.source());
    }

    private static ObjectNode range(ObjectNode schema, ParameterRow row) {
      if (row.minimum() > -UNLIMITED) {
        schema.put("minimum", row.minimum());
      }
      return row.maximum() < UNLIMITED ? schema.put("maximum", row.maximum()) : schema;
    }
  }
}
