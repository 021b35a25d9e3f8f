package org.fimbria.experiment;

import java.util.List;
import java.util.Set;

/** A checked experiment together with the tree that it was made of. */
public final class Loaded {
  private static final Set<String> NAMES = Set.of("name", "regime", "run.out");

  private final Experiment experiment;
  private final Node.Mapping tree;
  private final Schema schema;

  Loaded(Experiment experiment, Node.Mapping tree, Schema schema) {
    this.experiment = experiment;
    this.tree = tree;
    this.schema = schema;
  }

  /** The experiment to run. */
  public Experiment experiment() {
    return experiment;
  }

  /**
   * The complete experiment as a file that needs no other: regime applied, links followed, defaults
   * filled in. Loading it gives an equal {@link Experiment}.
   */
  public String resolvedYaml() {
    String regime = experiment.regime().isEmpty() ? "" : ", regime " + experiment.regime();
    return "# "
        + experiment.name()
        + regime
        + ": complete, with every default and every link written out\n"
        + YamlWriter.write(tree, schema.root());
  }

  /** The keys in which this experiment is not the other one, names and output folders aside. */
  public List<Difference> differences(Loaded base) {
    return Differences.of(tree, base.tree, schema).stream()
        .filter(difference -> !NAMES.contains(difference.key()))
        .toList();
  }

  /** A problem of one key that shows only later, when the connectome is known. */
  public Problem problem(String path, String allowed) {
    Node node = tree.find(path);
    return Problem.of(node.at(), path, node.text(), allowed);
  }

  Node.Mapping tree() {
    return tree;
  }
}
