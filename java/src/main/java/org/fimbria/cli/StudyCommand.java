package org.fimbria.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fimbria.study.Column;
import org.fimbria.study.ResultsTable;
import org.fimbria.study.StudyJob;
import org.fimbria.study.StudyProgress;
import org.fimbria.study.Trial;
import org.fimbria.study.page.StudyPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fimbria study}: an experiment again and again, with values of its keys changed. */
@Command(
    name = "study",
    description =
        "Runs the trials of a study, each in a process of its own, and writes what they measured. What is in the table already is not run again: the same command continues a study.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:trials failed; results.csv says why",
      "2:bad input; nothing was run",
      "130:stopped by Ctrl-C (143: by SIGTERM); the same command continues"
    })
final class StudyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "STUDY",
      description = "Study file (.yaml), or the built-in one: scaling.")
  private String study;

  @Option(
      names = "--quick",
      description = "The quick variant of the study, where it has one: fewer points and trials.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of the study, new or one to continue. Default: studies/<study>.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Trials at the same time, as far as there are cores and memory. Times are then not worth much. Default: that of the study, else 1.")
  private Optional<Integer> jobs = Optional.empty();

  @Option(names = "--retry", description = "Runs failed and skipped trials again.")
  private boolean retry;

  @Option(names = "--list", description = "Prints the points, and runs nothing.")
  private boolean list;

  @Option(
      names = "--figures",
      paramLabel = "FIGURES",
      description =
          "Directory for every figure of the page as SVG and PNG, 180 mm wide. ./fimbria report does it later.")
  private Optional<Path> figures = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    jobs.filter(n -> n < 1)
        .ifPresent(n -> {
          throw new Main.BadInput("--jobs: %d; allowed: 1 and more".formatted(n));
        });
    StudyJob job = StudyJob.of(study, quick, jobs);
    if (list) {
      job.describe(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().flush();
      return 0;
    }
    String script = System.getProperty(RankCommand.SCRIPT);
    if (script == null) {
      throw new Main.BadInput("study: needs the start script, ./fimbria");
    }
    Path directory = out.orElse(Path.of("studies", job.name()));
    try (StudyJob.Running running =
            job.open(
                directory, Path.of(script), retry, (trial, progress) -> tell(trial, progress));
        StopHook _ = new StopHook(running::stop)) {
      return tell(running.run());
    }
  }

  private void tell(Trial trial, StudyProgress progress) {
    PrintWriter err = spec.commandLine().getErr();
    String outcome =
        trial.number(Column.REAL_TIME_FACTOR).stream()
            .mapToObj(factor -> String.format(Locale.ROOT, "real-time factor %.3f", factor))
            .findFirst()
            .orElseGet(() -> trial.text(Column.STATUS) + ": " + trial.text(Column.REASON));
    err.printf(
        Locale.ROOT,
        "%d of %d: %s, %s, trial %s: %s; about %.0f min left%n",
        progress.done(),
        progress.all(),
        trial.text(Column.SWEEP),
        trial.text(Column.POINT),
        trial.text(Column.TRIAL),
        outcome,
        Math.ceil(progress.leftS() / 60));
    err.flush();
  }

  private int tell(StudyJob.Ended ended) {
    PrintWriter log = spec.commandLine().getOut();
    log.printf(
        "%s: %d of %d trials complete, %d failed, %d skipped%n",
        ended.left() == 0 ? "complete" : "stopped",
        ended.complete(),
        ended.all(),
        ended.failed(),
        ended.skipped());
    if (ended.left() > 0) {
      log.printf("%d trials are left; the same command continues%n", ended.left());
    }
    log.println("results in " + ended.results());
    show(ended.results(), log);
    log.flush();
    return ended.failed() > 0 || ended.left() > 0 ? Main.FAILED : 0;
  }

  /** Writes what there is for people; a study whose page cannot be written is as good as before. */
  private void show(Path results, PrintWriter log) {
    Path page = results.resolveSibling(StudyPage.FILE);
    try {
      StudyPage.write(page, ResultsTable.read(results));
      log.println("to look at: " + page.toUri().normalize());
      if (figures.isPresent()) {
        StudyPage.writeFigures(figures.get(), ResultsTable.read(results));
        log.println("figures in " + figures.get().toAbsolutePath().normalize());
      }
    } catch (IOException | RuntimeException e) {
      spec.commandLine().getErr().println("fimbria: no page: " + e);
    }
  }
}
