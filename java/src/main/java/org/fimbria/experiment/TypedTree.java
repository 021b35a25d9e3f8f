package org.fimbria.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Values of a tree that has been checked, by path and type. */
record TypedTree(Node.Mapping tree) {
  private Object value(String path) {
    return ((Node.Scalar) tree.find(path)).value();
  }

  boolean has(String path) {
    return tree.find(path) != null;
  }

  /** Whether there is a plain value rather than a map. */
  boolean isPlain(String path) {
    return tree.find(path) instanceof Node.Scalar;
  }

  String text(String path) {
    return (String) value(path);
  }

  boolean flag(String path) {
    return (Boolean) value(path);
  }

  long whole(String path) {
    return ((Number) value(path)).longValue();
  }

  double number(String path) {
    return number(tree.find(path));
  }

  static double number(Node node) {
    return ((Number) ((Node.Scalar) node).value()).doubleValue();
  }

  OptionalDouble numberOrWord(String path) {
    return value(path) instanceof String ? OptionalDouble.empty() : OptionalDouble.of(number(path));
  }

  <E extends Enum<E>> E word(Class<E> type, String path) {
    return word(type, tree.find(path));
  }

  static <E extends Enum<E>> E word(Class<E> type, Node node) {
    String text = (String) ((Node.Scalar) node).value();
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  Set<String> keys(String path) {
    return ((Node.Mapping) tree.find(path)).entries().keySet();
  }

  List<Node> list(String path) {
    return ((Node.Sequence) tree.find(path)).items();
  }

  List<String> texts(String path) {
    return list(path).stream().map(item -> ((Node.Scalar) item).value().toString()).toList();
  }

  Map<String, Double> numbers(String path) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    keys(path).forEach(key -> numbers.put(key, number(path + "." + key)));
    return numbers;
  }
}
