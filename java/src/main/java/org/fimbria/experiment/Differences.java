package org.fimbria.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Compares two complete trees, leaf by leaf. */
final class Differences {
  private final Schema schema;
  private final List<Difference> found = new ArrayList<>();

  private Differences(Schema schema) {
    this.schema = schema;
  }

  /** What a tree, whose schema is given, has otherwise than another one. */
  static List<Difference> of(Node.Mapping tree, Node.Mapping base, Schema schema) {
    Differences differences = new Differences(schema);
    differences.compare(tree, base, "");
    return differences.found;
  }

  private void compare(Node own, Node other, String path) {
    if (own instanceof Node.Mapping || other instanceof Node.Mapping) {
      SequencedSet<String> keys = new LinkedHashSet<>(keys(own));
      keys.addAll(keys(other));
      for (String key : keys) {
        compare(child(own, key), child(other, key), path.isEmpty() ? key : path + "." + key);
      }
    }
    String value = leaf(own);
    String base = leaf(other);
    if (!value.equals(base) && !isSameNumber(own, other)) {
      JsonNode row = schema.at(path);
      String unit = row.path("unit").asText();
      found.add(
          new Difference(
              path, value, base, unit.equals("1") ? "" : unit, row.path("title").asText()));
    }
  }

  private static SequencedSet<String> keys(Node node) {
    return node instanceof Node.Mapping map
        ? new LinkedHashSet<>(map.entries().keySet())
        : new LinkedHashSet<>();
  }

  private static Node child(Node node, String key) {
    return node instanceof Node.Mapping map ? map.entries().get(key) : null;
  }

  /** A value as a file has it; of a map, whose leaves are compared, nothing. */
  private static String leaf(Node node) {
    return node == null || node instanceof Node.Mapping ? "" : YamlWriter.plain(node);
  }

  /** 2 and 2.0 differ in their text only. */
  private static boolean isSameNumber(Node own, Node other) {
    return own instanceof Node.Scalar(Number value, _, _)
        && other instanceof Node.Scalar(Number base, _, _)
        && value.doubleValue() == base.doubleValue();
  }
}
