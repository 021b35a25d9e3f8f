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
import org.fimbria.launch.Launcher;
import org.fimbria.launch.Machine;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Presence;
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

  @Mixin private LiveOptions live;

  @Option(
      names = "--ranks",
      paramLabel = "N",
      description = "Processes of the run, which Open MPI starts. Never changes a result.")
  private Optional<Integer> count = Optional.empty();

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
      return new RankRun(this::directory, live::show, this::finish)
          .call(ranks -> ready(sets, ranks), begunNanos());
    }
    Crew.Ready ready = ready(sets, count.orElse(1));
    if (!ready.placement().isSingle()) {
      return launch(ready);
    }
    PreparedRun prepared = ready.run();
    Run run = Run.in(directory(prepared), prepared, begunNanos());
    live.show(run);
    try (StopHook _ = new StopHook(run::stop)) {
      RunResult result = finish(run, prepared.plan().experiment());
      return result.failure().isEmpty() ? 0 : Main.FAILED;
    }
  }

  private Crew.Ready ready(List<String> sets, int ranks) {
    variant.choose();
    if (ranks < 1 || (count.isPresent() && count.get() != ranks)) {
      String allowed = ranks < 1 ? "1 and more" : ranks + ", which were started";
      throw new Main.BadInput("--ranks: %d: allowed: %s".formatted(count.orElse(0), allowed));
    }
    Loaded loaded = options.load(sets);
    Placement placed = PreparedRun.placement(loaded, ranks);
    return new Crew.Ready(options.prepare(loaded), placed);
  }

  /** Starts the ranks, each of which does what this command does without {@code --ranks}. */
  private int launch(Crew.Ready ready) throws IOException, InterruptedException {
    Experiment experiment = ready.run().plan().experiment();
    Path target = out.orElseGet(() -> RunDirectory.firstFree(experiment.run().out()));
    Optional<Path> taken = RunDirectory.taken(target);
    if (taken.isPresent()) {
      throw taken(taken.get().toString());
    }
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    Launcher launcher =
        new Launcher(
            target,
            ready.placement(),
            experiment.run().linkTimeout(),
            RankCommand.of(arguments, target),
            spec.commandLine().getOut(),
            spec.commandLine().getErr());
    double epochMs = ready.run().plan().epochMs();
    try (StopHook _ = new StopHook(launcher::stop);
        Progress progress = Progress.of(experiment, spec.commandLine().getErr())) {
      return launcher.run(epoch -> progress.update(Math.round(epoch * epochMs)));
    }
  }

  /** Runs to the end and tells the user. */
  private RunResult finish(Run run, Experiment experiment)
      throws IOException, InterruptedException {
    RunResult result;
    PrintWriter err = spec.commandLine().getErr();
    try (Progress progress =
        Presence.isLaunched(System.getenv()) ? Progress.none() : Progress.of(experiment, err)) {
      result = live.end(run.execute(progress::update));
    } finally {
      live.close();
    }
    PrintWriter log = spec.commandLine().getOut();
    new Summary(result).print(log);
    log.flush();
    if (!result.failure().isEmpty()) {
      err.println("fimbria: " + result.failure());
      err.flush();
    }
    return result;
  }

  private static long begunNanos() {
    return System.nanoTime() - Math.round(Machine.processAgeS() * 1e9);
  }

  private RunDirectory directory(PreparedRun prepared) throws IOException {
    Optional<Path> taken = out.flatMap(RunDirectory::taken);
    if (taken.isPresent()) {
      throw taken(taken.get().toString());
    }
    live.open(prepared.plan(), spec.commandLine().getErr());
    if (out.isEmpty()) {
      Path wanted = prepared.plan().experiment().run().out();
      return RunDirectory.create(RunDirectory.firstFree(wanted));
    }
    try {
      return RunDirectory.create(out.get());
    } catch (FileAlreadyExistsException e) {
      throw taken(e.getFile());
    }
  }

  private static Main.BadInput taken(String directory) {
    return new Main.BadInput("--out: %s exists; allowed: a new directory".formatted(directory));
  }
}
