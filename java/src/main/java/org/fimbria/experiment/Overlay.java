package org.fimbria.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays one tree over another: maps are merged key by key, anything else replaces, null removes. */
final class Overlay {
  private Overlay() {}

  static Node.Mapping merge(Node.Mapping below, Node.Mapping above) {
    Map<String, Node> entries = new LinkedHashMap<>(below.entries());
    above.entries().forEach((key, value) -> put(entries, key, value));
    return new Node.Mapping(entries, place(below, above));
  }

  /** A map stands where it was begun, but a file's map is its own whatever it extends. */
  private static Location place(Node.Mapping below, Node.Mapping above) {
    boolean begun = !below.entries().isEmpty() && above.at().line() == 0;
    return begun || below.at().file().equals(above.at().file()) ? below.at() : above.at();
  }

  private static void put(Map<String, Node> entries, String key, Node value) {
    Node old = entries.get(key);
    switch (value) {
      case Node.Scalar scalar when scalar.value() == null -> entries.remove(key);
      case Node.Mapping over when old instanceof Node.Mapping under ->
          entries.put(key, merge(under, over));
      case Node.Mapping over -> entries.put(key, merge(Node.Mapping.empty(over.at()), over));
      default -> entries.put(key, value);
    }
  }

  /** Lays {@code path.to.key=value} over the tree, the value read as YAML. */
  static Node.Mapping set(Node.Mapping tree, String set, List<Problem> problems) {
    int equals = set.indexOf('=');
    List<String> keys =
        new ArrayList<>(List.of(set.substring(0, Math.max(0, equals)).split("\\.", -1)));
    if (!keys.stream().allMatch(key -> YamlReader.KEY.matcher(key).matches())) {
      problems.add(Problem.of(Location.SET, "", "'" + set + "'", "allowed: path.to.key=value"));
      return tree;
    }
    String path = String.join(".", keys);
    if (path.equals("regime") || path.equals("extends") || keys.getFirst().equals("regimes")) {
      String why = "not here: a regime is chosen with --regime, before values are set";
      problems.add(Problem.of(Location.SET, path, set.substring(equals + 1), why));
      return tree;
    }
    int before = problems.size();
    Optional<Node> value = YamlReader.readValue(path, set.substring(equals + 1), problems);
    if (problems.size() > before) {
      return tree;
    }
    Node node = value.orElseGet(() -> new Node.Scalar(null, Location.SET));
    for (String key : keys.reversed()) {
      Node.Mapping parent = Node.Mapping.empty(Location.SET);
      parent.entries().put(key, node);
      node = parent;
    }
    return merge(tree, (Node.Mapping) node);
  }
}
