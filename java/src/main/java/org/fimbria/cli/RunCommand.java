package org.fimbria.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fimbria.cosim.Placement;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.Loaded;
import org.fimbria.launch.Crew;
import org.fimbria.launch.Machine;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Run;
import org.fimbria.launch.RunDirectory;
import org.fimbria.launch.RunResult;
import org.fimbria.ranks.RanksProviders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fimbria run}: simulate, record, report. */
@Command(name = "run", description = "Runs an experiment and writes a run directory.")
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions options;
  @Mixin private NativeVariantOption variant;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of the spiking engine; 0: as many as are of use. Never changes a result.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Run directory; must not exist. Default: runs/<experiment>, numbered.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--placement",
      paramLabel = "RULE",
      description =
          "Which rank does what, of several: separate, shared or modules. Never changes a result.")
  private Optional<String> placement = Optional.empty();

  @Override
  public Integer call() throws Exception {
    List<String> sets = new ArrayList<>();
    threads.ifPresent(n -> sets.add("run.threads=" + n));
    placement.ifPresent(rule -> sets.add("run.placement=" + rule));
    if (RanksProviders.startedTogether(System.getenv())) {
      return new RankRun(prepared -> directory(prepared), this::finish)
          .call(ranks -> ready(sets, ranks), begunNanos());
    }
    PreparedRun prepared = ready(sets, 1).run();
    Run run = Run.in(directory(prepared), prepared, begunNanos());
    try (StopHook _ = new StopHook(run::stop)) {
      return finish(run, prepared.plan().experiment());
    }
  }

  private Crew.Ready ready(List<String> sets, int ranks) {
    variant.choose();
    Loaded loaded = options.load(sets);
    Placement placed = PreparedRun.placement(loaded, ranks);
    return new Crew.Ready(options.prepare(loaded), placed);
  }

  /** Runs to the end and tells the user. */
  private int finish(Run run, Experiment experiment) throws IOException, InterruptedException {
    RunResult result;
    try (Progress progress = Progress.of(experiment, spec.commandLine().getErr())) {
      result = run.execute(progress::update);
    }
    PrintWriter log = spec.commandLine().getOut();
    new Summary(result).print(log);
    log.flush();
    if (result.failure().isEmpty()) {
      return 0;
    }
    spec.commandLine().getErr().println("fimbria: " + result.failure());
    return Main.FAILED;
  }

  private static long begunNanos() {
    return System.nanoTime() - Math.round(Machine.processAgeS() * 1e9);
  }

  private RunDirectory directory(PreparedRun prepared) throws IOException {
    if (out.isEmpty()) {
      Path wanted = prepared.plan().experiment().run().out();
      return RunDirectory.create(RunDirectory.firstFree(wanted));
    }
    try {
      return RunDirectory.create(out.get());
    } catch (FileAlreadyExistsException e) {
      throw new Main.BadInput("--out: %s exists; allowed: a new directory".formatted(e.getFile()));
    }
  }
}
