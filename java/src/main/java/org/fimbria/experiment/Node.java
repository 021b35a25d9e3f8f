package org.fimbria.experiment;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value of an experiment file, with the place where it was written. */
sealed interface Node {

  Location at();

  /** The value as a problem shows it. */
  String text();

  /** Path that the value was taken from, null where it stands by itself. */
  default String link() {
    return null;
  }

  /**
   * A value without parts.
   *
   * @param value String, Boolean, BigInteger, Double, or null
   */
  record Scalar(Object value, Location at, String link) implements Node {
    Scalar(Object value, Location at) {
      this(value, at, null);
    }

    boolean isNumber() {
      return value instanceof BigInteger || value instanceof Double;
    }

    @Override
    public String text() {
      String text = value instanceof String string ? "'" + string + "'" : String.valueOf(value);
      return link == null ? text : text + " (from " + link + ")";
    }
  }

  /** A list. */
  record Sequence(List<Node> items, Location at, String link) implements Node {
    Sequence(List<Node> items, Location at) {
      this(items, at, null);
    }

    @Override
    public String text() {
      return items.stream().map(Node::text).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** A map; its entries may be changed while an experiment is put together. */
  record Mapping(Map<String, Node> entries, Location at) implements Node {
    static Mapping empty(Location at) {
      return new Mapping(new LinkedHashMap<>(), at);
    }

    /** The node at a path of keys, or null. */
    Node find(String path) {
      Node node = this;
      for (String key : path.split("\\.", -1)) {
        node = node instanceof Mapping mapping ? mapping.entries.get(key) : null;
      }
      return node;
    }

    @Override
    public String text() {
      return entries.keySet().stream().collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** A value that could not be found; the reason has been reported. */
  record Broken(Location at) implements Node {
    @Override
    public String text() {
      return "unknown";
    }
  }
}
