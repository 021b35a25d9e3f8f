package org.fimbria.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * A YAML file that is no experiment but speaks of keys of one, read and checked as experiments are:
 * a problem names file, line, key and what is allowed.
 */
public final class CheckedFile {
  private final Node.Mapping tree;

  private CheckedFile(Node.Mapping tree) {
    this.tree = tree;
  }

  /**
   * Reads a file.
   *
   * @param name of the file in problems
   * @param schema written as that of experiments
   * @param variant key of values that may be laid over the rest, where {@code chosen}
   * @throws ExperimentException with everything that is wrong, in the variant too
   */
  public static CheckedFile read(
      String name, String text, ObjectNode schema, String variant, boolean chosen) {
    List<Problem> problems = new ArrayList<>();
    Node.Mapping plain = YamlReader.readFile(YamlReader.DOTTED_KEY, name, text, problems);
    failOn(problems);
    Node over = plain.entries().remove(variant);
    if (chosen && over == null) {
      throw new ExperimentException(
          List.of(Problem.of(Location.of(name), variant, "missing", "there is no such variant")));
    }
    Schema rows = Schema.of(schema);
    Node.Mapping usual = Defaults.fill(plain, rows.root());
    SequencedSet<Problem> all = new LinkedHashSet<>(SchemaCheck.check(usual, rows));
    Node.Mapping varied = usual;
    if (over instanceof Node.Mapping mapping) {
      varied = Defaults.fill(Overlay.merge(plain, mapping), rows.root());
      all.addAll(SchemaCheck.check(varied, rows));
    } else if (over != null) {
      all.add(Problem.of(over.at(), variant, over.text(), "allowed: keys and values"));
    }
    failOn(List.copyOf(all));
    return new CheckedFile(chosen ? varied : usual);
  }

  /** All values, defaults filled in. */
  public JsonNode values() {
    return SchemaCheck.json(tree);
  }

  /** Keys of a map under keys; of the maps in a list, all that any of them has. */
  public SequencedSet<String> keys(List<String> path) {
    Node node = tree;
    for (String key : path) {
      node = node instanceof Node.Mapping mapping ? mapping.entries().get(key) : null;
    }
    SequencedSet<String> keys = new LinkedHashSet<>();
    collect(node, keys);
    return keys;
  }

  private static void collect(Node node, SequencedSet<String> keys) {
    switch (node) {
      case Node.Mapping mapping -> keys.addAll(mapping.entries().keySet());
      case Node.Sequence list -> list.items().forEach(item -> collect(item, keys));
      case null, default -> {}
    }
  }

  /** Where the value of a key of a key of ... stands, or the last of them that is there. */
  public Location at(List<String> keys) {
    Node node = tree;
    Location at = node.at();
    for (String key : keys) {
      node = node instanceof Node.Mapping mapping ? mapping.entries().get(key) : null;
      at = node == null ? at : node.at();
    }
    return at;
  }

  /** A problem of a value that shows only when the file is used. */
  public Problem problem(List<String> keys, String value, String allowed) {
    return Problem.of(at(keys), String.join(".", keys), value, allowed);
  }

  private static void failOn(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ExperimentException(problems);
    }
  }
}
