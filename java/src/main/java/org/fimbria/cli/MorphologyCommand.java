package org.fimbria.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.fimbria.probe.Morphology;
import org.fimbria.probe.SwcWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fimbria morphology}: a cell's shape as SWC. */
@Command(
    name = "morphology",
    description = "Prints a built-in cell, or what is read of an SWC file, as SWC.")
final class MorphologyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CELL",
      description = "pyramidal, basket, pyramidal-published, or an SWC file, which is checked.")
  private String cell;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Morphology morphology = Morphology.of(cell, err::println);
    spec.commandLine().getOut().print(SwcWriter.write(morphology));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
