package org.fimbria.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Reads experiment files: those of users by path, the built-in ones by name. A file that {@code
 * extends} another one is laid over it.
 */
final class ExperimentFile {
  static final List<String> BUILT_IN = List.of("mouse-ca1", "mouse-ca1-published");

  private final List<Problem> problems;
  private final SequencedSet<String> open = new LinkedHashSet<>();

  private ExperimentFile(List<Problem> problems) {
    this.problems = problems;
  }

  /** The whole tree of a file with all that it extends; the paths in it are absolute. */
  static Node.Mapping read(String name, List<Problem> problems) {
    return new ExperimentFile(problems)
        .read(name, Path.of(""), Problem.of(Location.of(name), "", "", ""));
  }

  /** Name of an experiment whose file gives none. */
  static String stem(String name) {
    Path file = Path.of(name).getFileName();
    String stem = file == null ? "" : file.toString().replaceFirst("\\.ya?ml$", "");
    String clean = stem.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^[^A-Za-z0-9]+", "");
    return clean.isEmpty() ? "experiment" : clean;
  }

  /** Reads a name met in a folder; blame is completed and reported where that fails. */
  private Node.Mapping read(String name, Path folder, Problem blame) {
    Node.Mapping nothing = Node.Mapping.empty(blame.at());
    boolean builtIn = BUILT_IN.contains(name);
    String display = builtIn ? name + ".yaml" : name;
    try {
      Path path = builtIn ? Path.of(name) : folder.resolve(name);
      String identity = builtIn ? name : path.toAbsolutePath().normalize().toString();
      if (!open.add(identity)) {
        String circle = String.join(" -> ", open) + " -> " + identity;
        problems.add(complete(blame, "extends itself: " + circle));
        return nothing;
      }
      String text = builtIn ? resource(display) : Files.readString(path);
      Node.Mapping tree = YamlReader.readFile(builtIn ? display : path.toString(), text, problems);
      Path home = path.toAbsolutePath().getParent();
      return overBase(tree, builtIn ? Path.of("") : home);
    } catch (CharacterCodingException e) {
      problems.add(complete(blame, "allowed: a text file in UTF-8"));
    } catch (IOException | InvalidPathException e) {
      String allowed =
          "no such file; allowed: a YAML file or one of " + String.join(", ", BUILT_IN);
      String nearest = Nearest.of(name, BUILT_IN);
      problems.add(new Problem(blame.at(), blame.path(), blame.value(), allowed, nearest));
    }
    return nothing;
  }

  private static Problem complete(Problem blame, String allowed) {
    return Problem.of(blame.at(), blame.path(), blame.value(), allowed);
  }

  private Node.Mapping overBase(Node.Mapping tree, Path folder) {
    FileKeys.makeAbsolute(tree, folder);
    if (tree.find("regimes") instanceof Node.Mapping regimes) {
      regimes
          .entries()
          .replaceAll((_, regime) -> isNull(regime) ? Node.Mapping.empty(regime.at()) : regime);
      regimes.entries().values().stream()
          .filter(Node.Mapping.class::isInstance)
          .forEach(regime -> FileKeys.makeAbsolute((Node.Mapping) regime, folder));
    }
    Node base = tree.entries().remove("extends");
    if (base instanceof Node.Scalar(String name, Location at, _)) {
      Problem blame = Problem.of(at, "extends", base.text(), "");
      return Overlay.merge(read(name, folder, blame), tree);
    } else if (base != null) {
      String allowed = "allowed: a YAML file or one of " + String.join(", ", BUILT_IN);
      problems.add(Problem.of(base.at(), "extends", base.text(), allowed));
    }
    return Overlay.merge(Node.Mapping.empty(tree.at()), tree);
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.value() == null;
  }

  private static String resource(String name) {
    try (InputStream in = ExperimentFile.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
