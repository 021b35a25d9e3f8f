package org.fimbria.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fimbria show}: the complete experiment. */
@Command(
    name = "show",
    description =
        "Prints the resolved experiment: regime applied, links followed, every default written out.")
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions options;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(options.load(List.of()).resolvedYaml());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
