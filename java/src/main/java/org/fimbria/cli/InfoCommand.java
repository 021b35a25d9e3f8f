package org.fimbria.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.launch.Machine;
import org.fimbria.natives.ModelTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fimbria info}: machine, native variant, libraries, built-in experiments and models. */
@Command(
    name = "info",
    description = "Prints the machine, the native variant, MPI and HDF5, experiments and models.")
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Machine.facts().forEach((name, value) -> out.printf("%-15s %s%n", name, value));
    out.printf("%-15s %s%n", "experiments", String.join(", ", ExperimentLoader.builtIn()));
    out.printf("%-15s %s%n", "neural masses", String.join(", ", ModelTables.massModels()));
    out.flush();
    return 0;
  }
}
