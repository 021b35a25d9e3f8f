package org.fimbria.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A study that was read and checked, and can be run here. */
public final class StudyJob {
  private final Study study;
  private final List<PlannedPoint> points;
  private final String experimentYaml;
  private final int cores;
  private final int jobs;

  private StudyJob(
      Study study, List<PlannedPoint> points, String experimentYaml, int cores, int jobs) {
    this.study = study;
    this.points = points;
    this.experimentYaml = experimentYaml;
    this.cores = cores;
    this.jobs = jobs;
  }

  /**
   * Reads a study and checks every point of it.
   *
   * @param name file or built-in name
   * @param quick whether its quick variant is meant
   * @param wanted trials at the same time; empty: as the study says
   * @throws org.fimbria.experiment.ExperimentException with everything that is wrong
   */
  public static StudyJob of(String name, boolean quick, Optional<Integer> wanted) {
    int cores = Runtime.getRuntime().availableProcessors();
    Study study = StudyFile.read(name, quick, cores);
    int jobs = Math.min(wanted.orElse(study.limits().jobs()), cores);
    Planner planner = new Planner(study, jobs > 1 ? Math.max(1, cores / jobs) : 0);
    return new StudyJob(study, planner.points(), planner.experimentYaml(), cores, jobs);
  }

  /** Name of the study. */
  public String name() {
    return study.name();
  }

  /** Tells every point in a line. */
  public void describe(Consumer<String> line) {
    for (PlannedPoint point : points) {
      line.accept(
          String.format(
              Locale.ROOT,
              "%s, %s: %d trials, %d neurons, %.3g synapses, %d x %d threads%s, %.2f GB",
              point.point().sweep(),
              point.point().id(),
              point.trials(),
              point.size().neurons(),
              (double) point.size().synapses(),
              point.ranks().count(),
              point.ranks().threads(),
              point.cores() > cores ? " (more than cores)" : "",
              point.size().bytes() * 1e-9));
    }
  }

  /**
   * Takes a directory for the study.
   *
   * @param script that starts fimbria
   * @param retry whether trials that failed or were skipped are run again
   * @param listener told of each trial that has ended, by one thread at a time
   * @throws StudyDirectory.Refused if the directory cannot be had
   */
  public Running open(
      Path path, Path script, boolean retry, BiConsumer<Trial, StudyProgress> listener)
      throws IOException {
    StudyDirectory directory = StudyDirectory.open(path, study, experimentYaml);
    try {
      ResultsTable table = ResultsTable.open(directory.results(), study.keys());
      if (retry) {
        table.remove(trial -> !trial.isComplete());
      }
      var machine = new StudyRun.Machine(script.toAbsolutePath(), cores, jobs);
      StudyRun run = new StudyRun(directory, study, points, table, machine, listener);
      return new Running(directory, run, table);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * How a study ended.
   *
   * @param all trials of the study
   * @param left that were not run
   */
  public record Ended(Path results, int all, int complete, int failed, int skipped, int left) {}

  /** A study in its directory. */
  public final class Running implements AutoCloseable {
    private final StudyDirectory directory;
    private final StudyRun run;
    private final ResultsTable table;

    private Running(StudyDirectory directory, StudyRun run, ResultsTable table) {
      this.directory = directory;
      this.run = run;
      this.table = table;
    }

    /** Runs what is left. */
    public Ended run() throws IOException, InterruptedException {
      run.run();
      Set<Trial.Id> wanted = new HashSet<>();
      points.forEach(point -> {
        for (int trial = 1; trial <= point.trials(); trial++) {
          wanted.add(new Trial.Id(point.point().sweep(), point.point().id(), trial));
        }
      });
      List<Trial> trials =
          table.trials().stream().filter(trial -> wanted.contains(trial.id())).toList();
      return new Ended(
          directory.results(),
          wanted.size(),
          count(trials, Trial.Status.COMPLETE),
          count(trials, Trial.Status.FAILED),
          count(trials, Trial.Status.SKIPPED),
          wanted.size() - trials.size());
    }

    /** Ends the running trials in order; they are run again when the study is continued. */
    public void stop() {
      run.stop();
    }

    @Override
    public void close() throws IOException {
      directory.close();
    }
  }

  private static int count(List<Trial> trials, Trial.Status status) {
    return (int)
        trials.stream().filter(trial -> trial.text(Column.STATUS).equals(status.label())).count();
  }
}
