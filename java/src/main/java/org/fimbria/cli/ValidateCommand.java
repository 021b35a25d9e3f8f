package org.fimbria.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.launch.PreparedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fimbria validate}: check an experiment and its connectome without running it. */
@Command(
    name = "validate",
    description = "Checks an experiment and its connectome; prints every problem at once.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions options;

  @Override
  public Integer call() {
    CoSimulationPlan plan = PreparedRun.of(options.load(List.of())).plan();
    spec.commandLine()
        .getOut()
        .printf(
            "valid: %s, %d regions, %d populations, epoch %d steps, %d epochs%n",
            plan.experiment().name(),
            plan.connectome().size(),
            plan.network().populations().size(),
            plan.epochs().stepsPerEpoch(),
            plan.epochs().count());
    return 0;
  }
}
