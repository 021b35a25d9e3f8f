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
  private static final ObjectNode RESOURCE = read();

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

  /** The schema for two models; an unknown model leaves its tables open. */
  static Schema of(ModelCatalogue models, String neuronModel, String massModel, int order) {
    SchemaTables tables = new SchemaTables(models, neuronModel, massModel, order);
    ObjectNode root = (ObjectNode) expand(RESOURCE, RESOURCE.get("$defs"), tables);
    root.remove("$defs");
    ObjectNode mass = (ObjectNode) root.at("/properties/neuralmass/properties");
    OPTIONS.keySet().stream().filter(option -> !tables.massHas(option)).forEach(mass::remove);
    if (tables.neuronRows().isEmpty()) {
      ObjectNode populations =
          (ObjectNode) root.at("/properties/spiking/properties/populations/properties");
      populations.forEach(each -> ((ObjectNode) each.at("/properties/V_m")).remove("default"));
    }
    return new Schema(root);
  }

  /** Another file's schema, of keys that are no experiment's. */
  static Schema of(ObjectNode other) {
    ObjectNode root = (ObjectNode) expand(other, other.path("$defs"), null);
    root.remove("$defs");
    return new Schema(root);
  }

  private static ObjectNode read() {
    try (InputStream in = Schema.class.getResourceAsStream("experiment.schema.json")) {
      return (ObjectNode) new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectNode root() {
    return root;
  }

  private static JsonNode expand(JsonNode node, JsonNode definitions, SchemaTables tables) {
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
}
