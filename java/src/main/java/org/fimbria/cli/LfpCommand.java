package org.fimbria.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Loaded;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.fimbria.recording.LfpReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fimbria lfp}: local field potentials of a run that has ended. */
@Command(
    name = "lfp",
    description = "Computes local field potentials from the spikes of a run directory.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the reason is printed, no file is left",
      "2:bad input, or the run has not recorded what is needed",
      "130:stopped by Ctrl-C (143: by SIGTERM); no file is left"
    })
final class LfpCommand implements Callable<Integer> {
  private static final String KEYS = "record.lfp.";

  @Spec private CommandSpec spec;
  @Mixin private NativeVariantOption variant;

  @Parameters(paramLabel = "RUN_DIR", description = "Run directory, with spikes.h5.")
  private Path run;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "kernel or full. Default: that of the experiment.")
  private Optional<String> method = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Changes one value of record.lfp, such as record.lfp.sigma=0.4; may be repeated.")
  private List<String> sets = List.of();

  @Option(
      names = "--from",
      paramLabel = "MS",
      description =
          "Begin of the first sample. What the cells received before counts for 10 tau_m.")
  private Optional<Double> from = Optional.empty();

  @Option(names = "--to", paramLabel = "MS", description = "End of the last sample.")
  private Optional<Double> to = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Default: all processors. Never changes a result.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for lfp.h5 and lfp.nwb. Default: the run directory.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--force", description = "Replaces files that are there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    variant.choose();
    Loaded loaded = load();
    var options =
        new LfpReplay.Options(
            run,
            out.orElse(run),
            number(from),
            number(to),
            threads.orElse(Runtime.getRuntime().availableProcessors()),
            force);
    PrintWriter err = spec.commandLine().getErr();
    PreparedRun prepared = PreparedRun.of(loaded);
    try (LfpReplay replay = LfpReplay.open(prepared.plan(), prepared.source(), options)) {
      long begun = System.nanoTime();
      try (StopHook _ = new StopHook(replay::stop);
          Progress progress = Progress.of("lfp", replay.totalMs(), err)) {
        replay.run(note -> err.println("fimbria: " + note), progress::update);
        print(replay, loaded.experiment(), (System.nanoTime() - begun) * 1e-9);
      }
      return replay.isStopped() ? Main.STOPPED : 0;
    }
  }

  /** The experiment of the run, with what was set. */
  private Loaded load() {
    Path file = run.resolve("experiment.yaml");
    if (!Files.isReadable(file)) {
      throw new Main.BadInput(file + ": missing; allowed: the directory of a run");
    }
    threads.filter(n -> n < 1).ifPresent(n -> bad("--threads: %d; allowed: 1 and more", n));
    sets.stream()
        .filter(set -> !set.startsWith(KEYS))
        .findFirst()
        .ifPresent(set -> bad("--set: %s; allowed: keys that begin with " + KEYS, set));
    List<String> all = new ArrayList<>(sets);
    method.ifPresent(word -> all.add(KEYS + "method=" + word));
    Loaded loaded =
        new ExperimentLoader(new NativeModels()).load(file.toString(), Optional.empty(), all);
    if (!loaded.experiment().record().lfp().isWanted()) {
      bad("%s: record.lfp.method: none; choose --method kernel or full", file);
    }
    if (loaded.experiment().spiking().regions().isEmpty()) {
      bad("%s: spiking.regions: none, so that there is no spike", file);
    }
    return loaded;
  }

  private static void bad(String line, Object value) {
    throw new Main.BadInput(line.formatted(value));
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private void print(LfpReplay replay, Experiment experiment, double seconds) {
    PrintWriter log = spec.commandLine().getOut();
    if (replay.isStopped()) {
      log.println("stopped, no file is left");
    } else {
      log.printf(
          Locale.ROOT,
          "complete: local field potential of %d ms, %s, in %.2f s%n",
          replay.totalMs(),
          experiment.record().lfp().method().name().toLowerCase(Locale.ROOT),
          seconds);
      log.println("potentials sha256 " + replay.hash());
      log.println("results in " + out.orElse(run).toAbsolutePath().normalize());
    }
    log.flush();
  }
}
