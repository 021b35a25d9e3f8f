package org.fimbria.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.fimbria.report.FigureFiles;
import org.fimbria.report.ReportData;
import org.fimbria.report.ReportPage;
import org.fimbria.report.Window;
import org.fimbria.study.ResultsTable;
import org.fimbria.study.Trial;
import org.fimbria.study.page.StudyPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fimbria report}: the page of a run that has ended, of several, or of a study. */
@Command(
    name = "report",
    description = "Writes the page that shows a run, several runs side by side, or a study.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; the reason is printed", "2:bad input"})
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN_DIR",
      arity = "1..*",
      description = "Run directories; or one directory of a study, or its results.csv.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The page. Default: report.html in the run directory; of several runs, in this one.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "MS",
      description = "Begin of what is shown. Default: that of the run, or of its last 11 s.")
  private Optional<Double> from = Optional.empty();

  @Option(names = "--to", paramLabel = "MS", description = "End of what is shown.")
  private Optional<Double> to = Optional.empty();

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description =
          "Also writes every figure as SVG and PNG, 180 mm wide, some as figures 2, 3 and 4 of the"
              + " paper, and the peaks of the spectra as peaks.csv.")
  private Optional<Path> figures = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Optional<Path> table = table();
    Path page = table.isPresent() ? writeStudy(table.get()) : writeRuns();
    PrintWriter log = spec.commandLine().getOut();
    figures.ifPresent(at -> log.println("figures in " + at.toAbsolutePath().normalize()));
    log.println("to look at: " + page.toUri().normalize());
    log.flush();
    return 0;
  }

  /** The table of a study, if that is what shall be shown. */
  private Optional<Path> table() {
    Path first = runs.getFirst();
    Path table = Files.isDirectory(first) ? first.resolve(ResultsTable.FILE) : first;
    return runs.size() == 1 && table.toString().endsWith(".csv") && Files.isReadable(table)
        ? Optional.of(table)
        : Optional.empty();
  }

  private Path writeStudy(Path table) throws IOException {
    String allowed = "for runs; a study is shown as a whole";
    from.ifPresent(ms -> bad("--from", ms, allowed));
    to.ifPresent(ms -> bad("--to", ms, allowed));
    Path page = out.orElse(table.resolveSibling(StudyPage.FILE));
    List<Trial> trials = ResultsTable.read(table);
    StudyPage.write(page, trials);
    if (figures.isPresent()) {
      StudyPage.writeFigures(figures.get(), trials);
    }
    return page;
  }

  private Path writeRuns() throws IOException {
    for (Path run : runs) {
      Path file = run.resolve("experiment.yaml");
      if (!Files.isReadable(file)) {
        throw new Main.BadInput(file + ": missing; allowed: the directory of a run");
      }
    }
    Path page = out.orElseGet(() -> runs.size() > 1 ? Path.of(ReportPage.FILE) : beside());
    ObjectNode document = ReportData.document(runs, window());
    ReportPage.write(page, document);
    if (figures.isPresent()) {
      FigureFiles.write(figures.get(), document);
    }
    return page;
  }

  private Path beside() {
    return runs.getFirst().resolve(ReportPage.FILE);
  }

  private Window window() {
    from.filter(ms -> !(ms >= 0)).ifPresent(ms -> bad("--from", ms, "0 and more"));
    double least = from.orElse(0.0);
    to.filter(ms -> !(ms > least)).ifPresent(ms -> bad("--to", ms, "more than " + least + " ms"));
    return new Window(number(from), number(to));
  }

  private static void bad(String option, double value, String allowed) {
    throw new Main.BadInput("%s: %s ms; allowed: %s".formatted(option, value, allowed));
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
