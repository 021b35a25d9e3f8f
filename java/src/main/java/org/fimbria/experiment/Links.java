package org.fimbria.experiment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces links by what they lead to: {@code ${path.to.key}} is the value of that key, {@code
 * -${path.to.key}} the negative of its number. A link leads to a single value or to a list of them,
 * and may lead on through other links.
 */
final class Links {
  private static final Pattern LINK = Pattern.compile("(-?)\\$\\{([^${}]*)}");

  private final Node.Mapping root;
  private final List<Problem> problems;
  private final Map<String, Node> followed = new HashMap<>();
  private final SequencedSet<String> following = new LinkedHashSet<>();

  private Links(Node.Mapping root, List<Problem> problems) {
    this.root = root;
    this.problems = problems;
  }

  /** The tree without links. */
  static Node.Mapping follow(Node.Mapping root, List<Problem> problems) {
    return (Node.Mapping) new Links(root, problems).resolve(root, "");
  }

  /** The value at one path of a tree that still has links; null where there is none. */
  static Object peek(Node.Mapping root, String path) {
    Node node = root.find(path);
    Links links = new Links(root, new ArrayList<>());
    return node != null && links.resolve(node, path) instanceof Node.Scalar scalar
        ? scalar.value()
        : null;
  }

  private Node resolve(Node node, String path) {
    return switch (node) {
      case Node.Mapping mapping -> {
        Node.Mapping resolved = Node.Mapping.empty(mapping.at());
        mapping
            .entries()
            .forEach((key, value) ->
                resolved
                    .entries()
                    .put(key, resolve(value, path.isEmpty() ? key : path + "." + key)));
        yield resolved;
      }
      case Node.Sequence sequence -> {
        List<Node> items = new ArrayList<>();
        for (Node item : sequence.items()) {
          items.add(resolve(item, path + "[" + items.size() + "]"));
        }
        yield new Node.Sequence(items, sequence.at());
      }
      case Node.Scalar scalar when isLink(scalar) -> {
        Node value = followed.get(path);
        if (value == null) {
          value = follow(scalar, path);
          followed.put(path, value);
        }
        yield value;
      }
      default -> node;
    };
  }

  /** Whether a value is a link, or looks like one. */
  static boolean isLink(Node.Scalar scalar) {
    return scalar.value() instanceof String text && text.contains("${");
  }

  private Node follow(Node.Scalar from, String path) {
    Matcher link = LINK.matcher((String) from.value());
    if (!link.matches()) {
      return broken(from, path, "a link is the whole value: ${path.to.key} or -${path.to.key}", "");
    }
    String target = link.group(2);
    Node to = root.find(target);
    if (to == null) {
      return broken(from, path, "no such key to link to", Nearest.of(target, paths()));
    }
    if (!following.add(path)) {
      String circle = String.join(" -> ", following) + " -> " + path;
      return broken(from, path, "links in a circle: " + circle, "");
    }
    Node value = resolve(to, target);
    following.remove(path);
    return switch (value) {
      case Node.Broken _ -> new Node.Broken(from.at());
      case Node.Scalar scalar when link.group(1).isEmpty() ->
          new Node.Scalar(scalar.value(), from.at(), target);
      case Node.Scalar scalar when scalar.isNumber() ->
          new Node.Scalar(negative(scalar.value()), from.at(), target);
      case Node.Scalar _ -> broken(from, path, "only a number has a negative", "");
      case Node.Sequence list
          when link.group(1).isEmpty()
              && list.items().stream().allMatch(Node.Scalar.class::isInstance) ->
          new Node.Sequence(list.items(), from.at(), target);
      default ->
          broken(from, path, "a link leads to a value or a list of values, not to a map", "");
    };
  }

  private static Object negative(Object number) {
    return number instanceof BigInteger integer ? integer.negate() : (Object) (0 - (Double) number);
  }

  private Node broken(Node.Scalar from, String path, String why, String nearest) {
    problems.add(new Problem(from.at(), path, from.text(), why, nearest));
    return new Node.Broken(from.at());
  }

  /** Paths of all values. */
  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect(root, "", paths);
    return paths;
  }

  private static void collect(Node.Mapping mapping, String prefix, List<String> paths) {
    mapping
        .entries()
        .forEach((key, value) -> {
          if (value instanceof Node.Mapping inner) {
            collect(inner, prefix + key + ".", paths);
          } else {
            paths.add(prefix + key);
          }
        });
  }
}
