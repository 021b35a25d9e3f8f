package org.fimbria.experiment;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fimbria.experiment.Experiment.ConnectomeSpec;

/**
 * From an experiment file to a checked experiment.
 *
 * <p>In this order: what the file extends, the file, the regime, values set on the command line,
 * defaults, links, checks. Everything that is wrong is reported at once.
 */
public final class ExperimentLoader {
  private final ModelCatalogue models;
  private final Function<ConnectomeSpec, List<String>> labels;

  /** A loader that leaves the names of regions to {@link RegionCheck}. */
  public ExperimentLoader(ModelCatalogue models) {
    this(models, _ -> List.of());
  }

  /**
   * A loader that tells wrong names of regions together with everything else that is wrong.
   *
   * @param labels of a connectome's regions; empty if they cannot be had
   */
  public ExperimentLoader(ModelCatalogue models, Function<ConnectomeSpec, List<String>> labels) {
    this.models = models;
    this.labels = labels;
  }

  /** Names of the built-in experiments. */
  public static List<String> builtIn() {
    return ExperimentFile.BUILT_IN;
  }

  /** Names of the regimes of an experiment; empty if it has none. */
  public List<String> regimes(String fileOrBuiltInName) {
    List<Problem> problems = new ArrayList<>();
    Node.Mapping tree = ExperimentFile.read(fileOrBuiltInName, problems);
    failOn(problems);
    return tree.find("regimes") instanceof Node.Mapping regimes
        ? List.copyOf(regimes.entries().keySet())
        : List.of();
  }

  /**
   * Loads an experiment.
   *
   * @param regime instead of the one that the file chooses
   * @param sets {@code path.to.key=value}, the value as in a file; later ones win
   * @throws ExperimentException with everything that is wrong
   */
  public Loaded load(String fileOrBuiltInName, Optional<String> regime, List<String> sets) {
    List<Problem> problems = new ArrayList<>();
    Node.Mapping tree = ExperimentFile.read(fileOrBuiltInName, problems);
    failOn(problems);
    tree = Regimes.apply(tree, regime, problems);
    for (String set : sets) {
      tree = Overlay.set(tree, set, problems);
    }
    FileKeys.makeAbsolute(tree, Path.of(""));
    name(tree, fileOrBuiltInName);
    Schema schema = schema(tree);
    Node.Mapping linked = Links.follow(Defaults.fill(tree, schema.root()), problems);
    Node.Mapping complete = Defaults.fill(linked, schema.root());
    problems.addAll(SchemaCheck.check(complete, schema));
    problems.addAll(CrossChecks.check(complete, problems));
    FileKeys.check(complete, problems);
    regions(complete, problems);
    failOn(problems);
    return new Loaded(ExperimentBuilder.build(complete), complete, schema);
  }

  /** The schema with the tables of the models that the tree names, itself or by default. */
  private Schema schema(Node.Mapping tree) {
    Node.Mapping filled = Defaults.fill(tree, Schema.of(models, "", "", 2).root());
    Object neuron = Links.peek(filled, "spiking.model");
    Object mass = Links.peek(filled, "neuralmass.model");
    Object order = Links.peek(filled, "neuralmass.order");
    return Schema.of(
        models,
        Nearest.of(String.valueOf(neuron), models.neuronModels()),
        Nearest.of(String.valueOf(mass), models.massModels()),
        BigInteger.ONE.equals(order) ? 1 : 2);
  }

  /** Names that no constant can be the default of. */
  private static void name(Node.Mapping tree, String file) {
    var entries = tree.entries();
    entries.putIfAbsent("name", new Node.Scalar(ExperimentFile.stem(file), tree.at()));
    Object name = Links.peek(tree, "name");
    Object regime = Links.peek(tree, "regime");
    if (tree.find("run") == null) {
      entries.put("run", Node.Mapping.empty(tree.at()));
    }
    if (tree.find("run") instanceof Node.Mapping run && name instanceof String) {
      String out =
          "runs/" + name + (regime instanceof String && !regime.equals("") ? "-" + regime : "");
      run.entries().putIfAbsent("out", new Node.Scalar(out, tree.at()));
    }
  }

  /**
   * Names of regions, where there are other problems to tell and the keys that this needs have
   * none.
   */
  private void regions(Node.Mapping tree, List<Problem> problems) {
    boolean known =
        problems.stream()
            .noneMatch(p -> p.path().matches("|spiking|(connectome|spiking\\.regions)(\\W.*)?"));
    if (!problems.isEmpty() && known) {
      List<String> names = labels.apply(new ExperimentBuilder(tree).connectome());
      if (!names.isEmpty()) {
        RegionCheck.indices(tree, names, problems);
      }
    }
  }

  private static void failOn(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ExperimentException(
          problems.stream()
              .sorted(
                  Comparator.comparing((Problem p) -> p.at().line() == 0)
                      .thenComparing(p -> p.at().file())
                      .thenComparing(p -> p.at().line()))
              .toList());
    }
  }
}
