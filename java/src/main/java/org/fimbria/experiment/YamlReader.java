package org.fimbria.experiment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Text to tree, by YAML 1.2's core schema, so that 1e-3 is a number and "on" a word.
 *
 * <p>The value of a key has the key's line. Anchors are not needed, since experiments have links,
 * and are refused.
 */
final class YamlReader {
  /** Keys that can be told apart in paths. */
  static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+");

  /** Keys that may be paths themselves, {@code spiking.neurons_per_region}. */
  static final Pattern DOTTED_KEY = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private final Pattern keys;
  private final String file;
  private final List<Problem> problems;
  private final boolean lines;

  private YamlReader(Pattern keys, String file, boolean lines, List<Problem> problems) {
    this.keys = keys;
    this.file = file;
    this.lines = lines;
    this.problems = problems;
  }

  /** The tree of a file; what cannot be read is reported and left out. */
  static Node.Mapping readFile(String file, String text, List<Problem> problems) {
    return readFile(KEY, file, text, problems);
  }

  /** The same of a file with keys of another kind. */
  static Node.Mapping readFile(Pattern keys, String file, String text, List<Problem> problems) {
    Location start = new Location(file, 1);
    YamlReader reader = new YamlReader(keys, file, true, problems);
    return switch (reader.read(text, "").orElse(null)) {
      case Node.Mapping mapping -> mapping;
      case null -> Node.Mapping.empty(start);
      case Node other -> {
        problems.add(
            Problem.of(other.at(), "", other.text(), "allowed: keys and values, key: value"));
        yield Node.Mapping.empty(start);
      }
    };
  }

  /** The value of {@code --set path=text}. */
  static Optional<Node> readValue(String path, String text, List<Problem> problems) {
    return new YamlReader(KEY, Location.SET.file(), false, problems).read(text, path);
  }

  private Optional<Node> read(String text, String path) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).setUseMarks(true).build();
    try {
      return new Compose(settings).composeString(text).map(node -> convert(node, path, at(node)));
    } catch (MarkedYamlEngineException e) {
      Location at = e.getProblemMark().or(e::getContextMark).map(this::at).orElse(at());
      problems.add(Problem.of(at, path, "", "not valid YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(Problem.of(at(), path, "", "not valid YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private Node convert(org.snakeyaml.engine.v2.nodes.Node node, String path, Location at) {
    if (node.getAnchor().isPresent()) {
      String anchor = "&" + node.getAnchor().get().getValue();
      problems.add(
          Problem.of(
              at, path, anchor, "no anchors; a link ${path.to.key} takes another key's value"));
      return new Node.Broken(at);
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, path, at);
      case SequenceNode sequence -> {
        List<Node> items = new ArrayList<>();
        for (var item : sequence.getValue()) {
          items.add(convert(item, path + "[" + items.size() + "]", at(item)));
        }
        yield new Node.Sequence(items, at);
      }
      case MappingNode mapping -> mapping(mapping, path, at);
      default -> new Node.Broken(at);
    };
  }

  private Node mapping(MappingNode node, String path, Location at) {
    Node.Mapping mapping = Node.Mapping.empty(at);
    Map<String, Location> seen = new HashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Location keyAt = at(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.add(Problem.of(keyAt, path, "", "allowed: a word as key"));
        continue;
      }
      String key = keyNode.getValue();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      if (!keys.matcher(key).matches()) {
        problems.add(
            Problem.of(keyAt, keyPath, "", "allowed: letters, digits, '_' and '-' as key"));
        continue;
      }
      Location first = seen.putIfAbsent(key, keyAt);
      if (first != null) {
        String where = "allowed: once; it stands in line " + first.line() + " too";
        problems.add(Problem.of(keyAt, keyPath, "duplicate key", where));
        continue;
      }
      mapping.entries().put(key, convert(tuple.getValueNode(), keyPath, keyAt));
    }
    return mapping;
  }

  private Node scalar(ScalarNode node, String path, Location at) {
    String text = node.getValue();
    Tag tag = node.getTag();
    try {
      if (tag.equals(Tag.STR) || tag.equals(Tag.ENV_TAG)) { // the latter: ${...}
        return new Node.Scalar(text, at);
      } else if (tag.equals(Tag.INT)) {
        return new Node.Scalar(integer(text), at);
      } else if (tag.equals(Tag.FLOAT)) {
        return new Node.Scalar(number(text), at);
      } else if (tag.equals(Tag.BOOL)) {
        return new Node.Scalar(Boolean.valueOf(text), at);
      } else if (tag.equals(Tag.NULL)) {
        return new Node.Scalar(null, at);
      }
    } catch (NumberFormatException e) {
      // A tag written out, as in !!int abc, promises a number that the text is not.
    }
    problems.add(Problem.of(at, path, tag.getValue(), "no tags; allowed: a plain value"));
    return new Node.Broken(at);
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
  }

  private static Double number(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.endsWith(".nan")) {
      return Double.NaN;
    } else if (word.endsWith(".inf")) {
      return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.valueOf(text);
  }

  private Location at(org.snakeyaml.engine.v2.nodes.Node node) {
    return node.getStartMark().map(this::at).orElse(at());
  }

  private Location at(Mark mark) {
    return new Location(file, lines ? mark.getLine() + 1 : 0);
  }

  private Location at() {
    return new Location(file, lines ? 1 : 0);
  }
}
