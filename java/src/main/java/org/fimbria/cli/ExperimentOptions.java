package org.fimbria.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fimbria.connectome.ConnectomeException;
import org.fimbria.connectome.ConnectomeLoader;
import org.fimbria.experiment.Experiment.ConnectomeSpec;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Loaded;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which experiment, in which regime, with which values changed. */
final class ExperimentOptions {
  @Parameters(
      paramLabel = "EXPERIMENT",
      description = "Experiment file (.yaml), or a built-in name: mouse-ca1, mouse-ca1-published.")
  private String experiment;

  @Option(
      names = "--regime",
      paramLabel = "REGIME",
      description =
          "Dynamical regime of the experiment: asynchronous, irregular-synchronous or regular-bursting in the built-in ones.")
  private Optional<String> regime = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the experiment, such as duration=1000; may be repeated.")
  private List<String> sets = List.of();

  private final ConnectomeLoader connectomes = new ConnectomeLoader();

  /**
   * Loads the connectome, unless the experiment was checked against it, and lays out both models.
   */
  PreparedRun prepare(Loaded loaded) {
    return PreparedRun.of(loaded, connectomes);
  }

  /** Loads and checks the experiment, with further values set. */
  Loaded load(List<String> more) {
    return load(regime, more);
  }

  /** Loads and checks the experiment in the regime asked for, or in each that it has. */
  List<Loaded> loadEveryRegime() {
    List<String> regimes = regime.isPresent() ? List.of() : loader().regimes(experiment);
    return regimes.isEmpty()
        ? List.of(load(List.of()))
        : regimes.stream().map(each -> load(Optional.of(each), List.of())).toList();
  }

  private Loaded load(Optional<String> chosen, List<String> more) {
    List<String> all = Stream.concat(sets.stream(), more.stream()).toList();
    return loader().load(experiment, chosen, all);
  }

  private ExperimentLoader loader() {
    return new ExperimentLoader(new NativeModels(), this::labels);
  }

  /** Empty where the connectome has problems of its own: they are told when it is loaded. */
  private List<String> labels(ConnectomeSpec connectome) {
    try {
      return connectomes.load(connectome).labels();
    } catch (ConnectomeException e) {
      return List.of();
    }
  }
}
