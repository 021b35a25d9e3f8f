package org.fimbria.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a tree complete: keys in the schema's order, defaults filled in, shorthands written out.
 */
final class Defaults {
  private Defaults() {}

  /**
   * Adds what the schema has a default for. Defaults may be links; a link is left as it is, so that
   * shorthands behind links are written out when the tree is filled again after they were followed.
   */
  static Node.Mapping fill(Node.Mapping tree, JsonNode schema) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (String key : Schema.keys(schema)) {
      Node node = tree.entries().getOrDefault(key, missing(Schema.child(schema, key), tree.at()));
      if (node != null) {
        entries.put(key, node);
      }
    }
    tree.entries().forEach(entries::putIfAbsent);
    entries.replaceAll((key, node) -> inner(node, Schema.child(schema, key)));
    return new Node.Mapping(entries, tree.at());
  }

  private static Node inner(Node node, JsonNode schema) {
    String shorthand = schema.path("shorthand").asText();
    return switch (node) {
      case Node.Mapping mapping -> fill(mapping, schema);
      case Node.Scalar scalar when Links.isLink(scalar) -> scalar;
      case Node.Scalar scalar when shorthand.equals("mean") -> {
        Node.Mapping normal = Node.Mapping.empty(scalar.at());
        normal.entries().put(shorthand, scalar);
        yield fill(normal, schema);
      }
      case Node.Scalar scalar when shorthand.equals("[low, high]") ->
          new Node.Sequence(List.of(scalar, scalar), scalar.at());
      case Node.Scalar scalar
          when schema.path("all").asBoolean() && "all".equals(scalar.value()) -> {
        List<Node> items = new ArrayList<>();
        schema
            .at("/items/enum")
            .forEach(word -> items.add(new Node.Scalar(word.asText(), scalar.at())));
        yield new Node.Sequence(items, scalar.at());
      }
      default -> node;
    };
  }

  private static Node missing(JsonNode schema, Location at) {
    JsonNode value = schema.path("default");
    if (value.isArray()) {
      List<Node> items = new ArrayList<>();
      value.forEach(item -> items.add(new Node.Scalar(plain(item), at)));
      return new Node.Sequence(items, at);
    }
    if (!value.isMissingNode() && !value.isContainerNode()) {
      return new Node.Scalar(plain(value), at);
    }
    boolean map =
        schema.path("type").asText().equals("object") && !schema.path("optional").asBoolean();
    return map && !schema.has("shorthand") ? Node.Mapping.empty(at) : null;
  }

  private static Object plain(JsonNode value) {
    if (value.isIntegralNumber()) {
      return BigInteger.valueOf(value.asLong());
    } else if (value.isNumber()) {
      return value.asDouble();
    }
    return value.isBoolean() ? (Object) value.asBoolean() : value.asText();
  }
}
