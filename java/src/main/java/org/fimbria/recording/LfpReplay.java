package org.fimbria.recording;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.experiment.Experiment;
import org.fimbria.probe.LfpLayout;
import org.fimbria.record.LfpFile;
import org.fimbria.record.NwbFile;
import org.fimbria.record.RecordHash;

/**
 * Local field potentials of a run that has ended, from what it recorded. With the same settings
 * they have the bits of those that are computed during a run.
 *
 * <p>The files have temporary names until they are complete; what is stopped leaves none.
 */
public final class LfpReplay implements AutoCloseable {
  private static final String PARTIAL = ".partial";
  private static final int STEPS_AT_ONCE = 100;

  private final CoSimulationPlan plan;
  private final RunSource source;
  private final Options options;
  private final RecordedRun recorded;
  private final ReplaySpan span;
  private final RecordHash hash = new RecordHash();
  private volatile boolean stopRequested;

  /**
   * What to compute.
   *
   * @param run directory of the run
   * @param out folder for the files
   * @param fromMs begin of the first sample; empty: that of the run
   * @param toMs end of the last one; empty: that of the run
   * @param threads that work on it; never change a result
   * @param force whether files that are there are replaced
   */
  public record Options(
      Path run, Path out, OptionalDouble fromMs, OptionalDouble toMs, int threads, boolean force) {}

  private LfpReplay(
      CoSimulationPlan plan,
      RunSource source,
      Options options,
      RecordedRun recorded,
      ReplaySpan span) {
    this.plan = plan;
    this.source = source;
    this.options = options;
    this.recorded = recorded;
    this.span = span;
  }

  /**
   * Opens what a run recorded.
   *
   * @param plan of the run, its {@code record.lfp} perhaps changed
   * @param source what the files say that they come from
   * @throws RunDirectoryException if something is missing or in the way
   */
  public static LfpReplay open(CoSimulationPlan plan, RunSource source, Options options)
      throws IOException {
    for (Path file : paths(options, "").all()) {
      if (Files.exists(file) && !options.force()) {
        throw new RunDirectoryException(file + " exists; --force replaces it");
      }
    }
    RecordedRun recorded = new RecordedRun(options.run(), plan);
    try {
      Experiment experiment = plan.experiment();
      return new LfpReplay(
          plan,
          source,
          options,
          recorded,
          ReplaySpan.of(experiment, recorded.steps(), options.fromMs(), options.toMs()));
    } catch (RuntimeException e) {
      recorded.close();
      throw e;
    }
  }

  private static LfpFiles.Paths paths(Options options, String suffix) {
    return new LfpFiles.Paths(
        options.out().resolve(LfpFile.NAME + suffix), options.out().resolve(NwbFile.NAME + suffix));
  }

  /** Simulated time to go through, a lead-in before the first sample included. */
  public long totalMs() {
    return ms(span.end() - span.begin());
  }

  /** Asks to end soon and to leave no file. */
  public void stop() {
    stopRequested = true;
  }

  /** Whether it was asked to. */
  public boolean isStopped() {
    return stopRequested;
  }

  /** SHA-256 of the potentials computed so far. */
  public String hash() {
    return hash.hex();
  }

  /**
   * Computes and writes.
   *
   * @param notes takes a line for what files of electrodes and cells have and is tolerated
   * @param progress told the simulated milliseconds that are done
   */
  public void run(Consumer<String> notes, LongConsumer progress) throws IOException {
    Files.createDirectories(options.out());
    LfpFiles.Paths temporary = paths(options, PARTIAL);
    try {
      temporary.delete();
      compute(temporary, notes, progress);
      if (!stopRequested) {
        temporary.moveTo(paths(options, ""));
      }
    } finally {
      temporary.delete();
    }
  }

  private void compute(LfpFiles.Paths files, Consumer<String> notes, LongConsumer progress)
      throws IOException {
    Experiment experiment = plan.experiment();
    var running = new LfpLayout.Running(STEPS_AT_ONCE, options.threads());
    List<LfpLayout> layouts = LfpLayout.of(experiment, plan.network(), running, notes);
    var origin = new LfpOrigin(experiment, source, recorded.begun(), options.threads());
    try (LfpEngines engines = new LfpEngines(layouts);
        LfpFiles out = new LfpFiles(files, origin, layouts, span.sampling(experiment), hash)) {
      LateSamples samples = new LateSamples(out, layouts.size(), span.skipped(experiment));
      for (long step = span.begin(); step < span.end() && !stopRequested; step += STEPS_AT_ONCE) {
        int steps = (int) Math.min(STEPS_AT_ONCE, span.end() - step);
        engines.advance(recorded.spikes(step, steps), recorded.inputs(step, steps), samples);
        progress.accept(ms(step + steps - span.begin()));
      }
    }
  }

  private long ms(long steps) {
    return Math.round(steps * plan.experiment().dtMs());
  }

  /** Leaves out the first samples of each region. */
  private static final class LateSamples implements LfpEngines.Samples {
    private final LfpFiles files;
    private final long[] left;

    LateSamples(LfpFiles files, int regions, long skipped) {
      this.files = files;
      left = new long[regions];
      Arrays.fill(left, skipped);
    }

    @Override
    public void accept(int region, long rows, MemorySegment samples) {
      long out = Math.min(rows, left[region]);
      left[region] -= out;
      if (rows > out) {
        long rowBytes = files.rowBytes(region);
        files.accept(region, rows - out, samples.asSlice(out * rowBytes));
      }
    }
  }

  @Override
  public void close() {
    recorded.close();
  }
}
