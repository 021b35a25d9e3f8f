package org.fimbria.cli;

import java.util.concurrent.Callable;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.experiment.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fimbria validate}: check an experiment and its connectome without running it. */
@Command(
    name = "validate",
    description =
        "Checks an experiment in every regime, and its connectome; prints every problem at once.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions options;

  @Override
  public Integer call() {
    for (Loaded loaded : options.loadEveryRegime()) {
      CoSimulationPlan plan = options.prepare(loaded).plan();
      String regime = plan.experiment().regime();
      spec.commandLine()
          .getOut()
          .printf(
              "valid: %s%s, %d regions, %d populations, %d epochs of %d steps%n",
              plan.experiment().name(),
              regime.isEmpty() ? "" : " " + regime,
              plan.connectome().size(),
              plan.network().populations().size(),
              plan.epochs().count(),
              plan.epochs().stepsPerEpoch());
    }
    return 0;
  }
}
