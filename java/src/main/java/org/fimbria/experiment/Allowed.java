package org.fimbria.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the schema allows, in words. */
final class Allowed {
  private static final String ONE_OF = "one of ";

  private Allowed() {}

  /** {@code a number from 0.001 to 1 ms}, {@code one of euler, heun, rk4}, ... */
  static String describe(JsonNode schema) {
    if (schema.has("enum")) {
      return ONE_OF + String.join(", ", words(schema));
    }
    List<String> kinds = new ArrayList<>();
    types(schema).forEach(type -> kinds.add(kind(type, schema)));
    String shorthand = schema.path("shorthand").asText();
    if (!shorthand.isEmpty()) {
      kinds.addFirst("a number" + unit(schema));
    }
    return kinds.isEmpty() ? "a value" : String.join(" or ", kinds);
  }

  /** The words that a value may be. */
  static List<String> words(JsonNode schema) {
    List<String> words = new ArrayList<>();
    schema.path("enum").forEach(word -> words.add(word.asText()));
    if (schema.path("all").asBoolean()) {
      words.add("all");
    } else if (schema.path("words").asText().startsWith(ONE_OF)) {
      words.addAll(List.of(schema.path("words").asText().substring(ONE_OF.length()).split(", ")));
    } else if (schema.has("words") && types(schema).size() > 1 && schema.has("unit")) {
      words.add(schema.path("words").asText());
    }
    return words;
  }

  /** The word that was given, empty where the value is no word. */
  static String word(Node node) {
    return node instanceof Node.Scalar scalar && scalar.value() instanceof String text ? text : "";
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    List<String> types = new ArrayList<>();
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(name -> types.add(name.asText()));
    return types;
  }

  private static String kind(String type, JsonNode schema) {
    return switch (type) {
      case "integer" -> "a whole number" + range(schema) + unit(schema);
      case "number" ->
          "a number"
              + range(schema)
              + unit(schema)
              + (schema.path("infinite").asBoolean() ? " or .inf" : "");
      case "null" -> "null";
      case "boolean" -> "true or false";
      case "string" -> schema.path("words").asText("text");
      case "object" -> map(schema);
      default -> list(schema);
    };
  }

  private static String map(JsonNode schema) {
    List<String> keys = Schema.keys(schema);
    return keys.isEmpty() ? "keys and values" : "the keys " + String.join(", ", keys);
  }

  private static String list(JsonNode schema) {
    if (schema.has("maxItems")) {
      return schema.path(schema.has("shorthand") ? "shorthand" : "words").asText();
    }
    String different =
        schema.path("uniqueItems").asBoolean() ? "a list of different items, each " : "a list of ";
    String all = schema.path("all").asBoolean() ? "all, or " : "";
    return all + different + describe(schema.path("items"));
  }

  private static String unit(JsonNode schema) {
    String unit = schema.path("unit").asText();
    return unit.isEmpty() || unit.equals("1") ? "" : " " + unit;
  }

  private static String range(JsonNode schema) {
    JsonNode minimum = schema.path("minimum");
    JsonNode maximum = schema.path("maximum");
    if (minimum.isNumber() && maximum.isNumber()) {
      return " from " + plain(minimum) + " to " + plain(maximum);
    }
    List<String> bounds = new ArrayList<>();
    bound(bounds, ">= ", minimum);
    bound(bounds, "> ", schema.path("exclusiveMinimum"));
    bound(bounds, "<= ", maximum);
    bound(bounds, "< ", schema.path("exclusiveMaximum"));
    return bounds.isEmpty() ? "" : " " + String.join(" and ", bounds);
  }

  private static void bound(List<String> bounds, String relation, JsonNode limit) {
    if (limit.isNumber()) {
      bounds.add(relation + plain(limit));
    }
  }

  private static String plain(JsonNode number) {
    BigDecimal value = number.decimalValue().stripTrailingZeros();
    boolean longish = value.scale() < -9 || value.scale() > 9;
    return longish ? value.toString().replace("E+", "e") : value.toPlainString();
  }
}
