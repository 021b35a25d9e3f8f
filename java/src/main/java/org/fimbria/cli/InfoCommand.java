package org.fimbria.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.launch.Machine;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.NativeVariants;
import org.fimbria.ranks.RankException;
import org.fimbria.ranks.RanksProviders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fimbria info}: machine, native variant, libraries, built-in experiments and models. */
@Command(
    name = "info",
    description = "Prints the machine, the native variant, MPI and HDF5, experiments and models.")
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private NativeVariantOption variant;

  @Override
  public Integer call() {
    variant.choose();
    PrintWriter out = spec.commandLine().getOut();
    Machine.facts().forEach((name, value) -> out.printf("%-15s %s%n", name, value));
    out.printf("%-15s %s%n", "ranks", ranks());
    out.printf("%-15s %s%n", "variants", variants());
    out.printf("%-15s %s%n", "experiments", String.join(", ", ExperimentLoader.builtIn()));
    out.printf("%-15s %s%n", "neural masses", String.join(", ", ModelTables.massModels()));
    out.flush();
    return 0;
  }

  /** What would connect the ranks of a run, or what is missing for it. */
  private static String ranks() {
    try {
      return RanksProviders.find().library();
    } catch (RankException e) {
      return "none: " + e.getMessage();
    }
  }

  /** All that were compiled, and which of them this machine cannot run. */
  private static String variants() {
    List<String> runnable = NativeVariants.runnable();
    return NativeVariants.compiled().stream()
        .map(name -> runnable.contains(name) ? name : name + " (not on this machine)")
        .collect(Collectors.joining(", "));
  }
}
