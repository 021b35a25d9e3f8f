package org.fimbria.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fimbria.experiment.Loaded;
import org.fimbria.launch.Machine;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Run;
import org.fimbria.launch.RunDirectory;
import org.fimbria.launch.RunResult;
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

  @Override
  public Integer call() throws IOException, InterruptedException {
    variant.choose();
    List<String> sets = new ArrayList<>();
    threads.ifPresent(n -> sets.add("run.threads=" + n));
    Loaded loaded = options.load(sets);
    PreparedRun prepared = options.prepare(loaded);
    Run run = create(prepared);
    PrintWriter log = spec.commandLine().getOut();

    try (StopHook _ = new StopHook(run)) {
      RunResult result;
      try (Progress progress =
          Progress.of(prepared.plan().experiment(), spec.commandLine().getErr())) {
        result = run.execute(progress::update);
      }
      new Summary(result).print(log);
      log.flush();
      if (result.failure().isEmpty()) {
        return 0;
      }
      spec.commandLine().getErr().println("fimbria: " + result.failure());
      return Main.FAILED;
    }
  }

  private Run create(PreparedRun prepared) throws IOException {
    long begunNanos = System.nanoTime() - Math.round(Machine.processAgeS() * 1e9);
    if (out.isEmpty()) {
      Path wanted = prepared.plan().experiment().run().out();
      return Run.in(RunDirectory.firstFree(wanted), prepared, begunNanos);
    }
    try {
      return Run.in(out.get(), prepared, begunNanos);
    } catch (FileAlreadyExistsException e) {
      throw new Main.BadInput("--out: %s exists; allowed: a new directory".formatted(e.getFile()));
    }
  }
}
