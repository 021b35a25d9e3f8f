package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;

/** Values that a JSON file must have. */
final class Json {
  private Json() {}

  static JsonNode require(JsonNode node, String key, String file) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      throw new CheckException("%s: %s is missing".formatted(file, key));
    }
    return value;
  }

  static double number(JsonNode node, String key, String file) {
    JsonNode value = require(node, key, file);
    if (!value.isNumber()) {
      throw new CheckException("%s: %s = %s is no number".formatted(file, key, value));
    }
    return value.doubleValue();
  }
}
