package org.fimbria.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.fimbria.experiment.Experiment.ConnectomeSpec;

/** Keys whose value is a file, or the name of something built in. */
enum FileKeys {
  CONNECTOME(
      "connectome.source",
      List.of(ConnectomeSpec.SYNTHETIC_MOUSE),
      ConnectomeSpec::isGenerated,
      "synthetic-mouse, a TVB archive (.zip) or a folder"),
  SENSORS("record.ecog.sensors", EcogSpec.NAMES, "a file with lines of name x y z"),
  ELECTRODE("record.lfp.electrode", LfpSpec.ELECTRODES, "a file with a site per line"),
  EXCITATORY("record.lfp.cells.excitatory", LfpSpec.MORPHOLOGIES, "an SWC file"),
  INHIBITORY("record.lfp.cells.inhibitory", LfpSpec.MORPHOLOGIES, "an SWC file");

  private final String path;
  private final List<String> names;
  private final Predicate<String> builtIn;
  private final String allowed;

  FileKeys(String path, List<String> names, String file) {
    this(path, names, names::contains, String.join(", ", names) + " or " + file);
  }

  FileKeys(String path, List<String> names, Predicate<String> builtIn, String allowed) {
    this.path = path;
    this.names = names;
    this.builtIn = builtIn;
    this.allowed = allowed;
  }

  /** Makes the files of a tree absolute that were given relative to a folder. */
  static void makeAbsolute(Node.Mapping tree, Path folder) {
    for (FileKeys key : values()) {
      if (tree.find(key.path) instanceof Node.Scalar(String file, Location at, _)
          && !key.builtIn.test(file)
          && !file.isEmpty()
          && !file.contains("${")
          && file.indexOf('\0') < 0) {
        String absolute = folder.resolve(file).toAbsolutePath().normalize().toString();
        int name = key.path.lastIndexOf('.');
        ((Node.Mapping) tree.find(key.path.substring(0, name)))
            .entries()
            .put(key.path.substring(name + 1), new Node.Scalar(absolute, at));
      }
    }
  }

  /** Adds a problem for each file that is not there. */
  static void check(Node.Mapping tree, List<Problem> problems) {
    for (FileKeys key : values()) {
      boolean wrong = problems.stream().anyMatch(p -> p.path().equals(key.path));
      if (!wrong
          && tree.find(key.path) instanceof Node.Scalar(String file, Location at, _)
          && !key.builtIn.test(file)
          && !Files.isReadable(Path.of(file))) {
        String nearest = Nearest.of(String.valueOf(Path.of(file).getFileName()), key.names);
        problems.add(
            new Problem(
                at, key.path, "'" + file + "'", "no such file; allowed: " + key.allowed, nearest));
      }
    }
  }
}
