package org.fimbria.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fimbria.check.Check;
import org.fimbria.check.Report;
import org.fimbria.check.ReportTable;
import org.fimbria.launch.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fimbria check}: compare the engines with reference data. */
@Command(
    name = "check",
    description =
        "Compares the engines with reference data of NEST and TVB: one line for each quantity.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every quantity is within its tolerance",
      "1:one is not",
      "2:no usable reference; nothing was compared"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private NativeVariantOption variant;

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder with reference.json or network.json (NEST) or parameters.json (TVB), or a folder"
              + " of such folders.")
  private Path reference;

  @Option(
      names = "--connectome",
      paramLabel = "PATH",
      description =
          "Connectome (folder or .zip) of the whole-brain references. Default: beside the"
              + " reference,"
              + " as connectome or ../data/mouse104.")
  private Optional<Path> connectome = Optional.empty();

  @Option(names = "--slow", description = "Also what takes minutes: networks, noise.")
  private boolean slow;

  @Option(
      names = "--markdown",
      description = "Prints the worst of each quantity, as a table for documentation.")
  private boolean markdown;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the spiking engine; 0: all processors. Never changes a result.")
  private int threads;

  @Override
  public Integer call() {
    variant.choose();
    Report report = Check.run(reference, new Check.Options(connectome, slow, threads));
    PrintWriter out = spec.commandLine().getOut();
    ReportTable table = new ReportTable(report);
    if (markdown) {
      table.printMarkdown(out, Machine.facts());
    } else {
      table.print(out);
    }
    out.flush();
    return report.passed() ? 0 : Main.FAILED;
  }
}
