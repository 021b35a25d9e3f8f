package org.fimbria.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.fimbria.cosim.CoSimulation;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.RunControl;
import org.fimbria.experiment.Experiment;

/**
 * One run, from an empty run directory to a complete one.
 *
 * <p>The directory's files are described in the project's README. A run that fails or is stopped
 * keeps what was recorded.
 */
public final class Run {
  private final PreparedRun prepared;
  private final CoSimulationPlan plan;
  private final RunDirectory directory;
  private final long begunNanos;
  private RunControl control;
  private boolean stopRequested;

  private Run(PreparedRun prepared, RunDirectory directory, long begunNanos) {
    this.begunNanos = begunNanos;
    this.prepared = prepared;
    plan = prepared.plan();
    this.directory = directory;
  }

  /** Creates the run directory; the run begins now. */
  public static Run in(Path directory, PreparedRun prepared) throws IOException {
    return in(directory, prepared, System.nanoTime());
  }

  /**
   * Creates the run directory.
   *
   * @param begunNanos {@link System#nanoTime} from which the start-up is counted
   */
  public static Run in(Path directory, PreparedRun prepared, long begunNanos) throws IOException {
    return new Run(prepared, RunDirectory.create(directory), begunNanos);
  }

  /** Asks the run to end after the epochs that are being computed; what was recorded is kept. */
  public synchronized void stop() {
    stopRequested = true;
    if (control != null) {
      control.requestStop();
    }
  }

  private synchronized void begin(RunControl begun) {
    control = begun;
    if (stopRequested) {
      control.requestStop();
    }
  }

  /**
   * Runs to the end.
   *
   * @param progress told the simulated milliseconds, some times per second
   */
  public RunResult execute(LongConsumer progress) throws IOException, InterruptedException {
    Experiment experiment = plan.experiment();
    Provenance provenance =
        new Provenance(experiment.name(), experiment.regime(), experiment.seed())
            .with("threads", plan.threads())
            .with("epoch_ms", plan.epochs().stepsPerEpoch() * plan.epochs().dtMs());
    directory.write("experiment.yaml", prepared.resolvedYaml());
    directory.write("provenance.json", provenance.text());
    try {
      RunResult result = simulate(progress);
      directory.freeReserve();
      directory.write("timers.json", TimersFile.text(result, plan.epochs()));
      provenance
          .with("simulated_ms", result.simulatedMs())
          .with("start_s", result.wall().startS())
          .with("wall_s", result.wall().epochsS())
          .with("ending_s", result.wall().endingS())
          .with("recorded_sha256", result.hash());
      String status = result.stopped() ? "stopped" : "complete";
      provenance.end(result.failure().isEmpty() ? status : "failed", result.failure());
      directory.write("provenance.json", provenance.text());
      return result.in(directory.finish(!result.failure().isEmpty()));
    } catch (IOException | RuntimeException e) {
      directory.freeReserve();
      provenance.end("failed", e.toString());
      directory.write("provenance.json", provenance.text());
      directory.finish(true);
      throw e;
    }
  }

  private RunResult simulate(LongConsumer progress) throws InterruptedException {
    Recording recording = new Recording(directory, plan);
    try (CoSimulation running = new CoSimulation(plan, recording.sinks());
        RunLogs _ = new RunLogs(directory, running.moduleNames())) {
      begin(running.control());
      Optional<RunControl.Failure> failure =
          running.run(epochs -> progress.accept(Math.round(epochs * epochMs())));
      long epochs = failure.isPresent() ? running.epoch() : running.control().endEpoch();
      double simulatedMs = Math.min(epochs * epochMs(), plan.experiment().durationMs());
      String hash = recording.hash();
      return new RunResult(
          directory.path(),
          simulatedMs,
          WallTimes.of(begunNanos, running.control().clock()),
          running.control().stopRequested(),
          failure.map(RunControl.Failure::text).orElse(""),
          recording.meanRates(simulatedMs),
          running.times(),
          hash);
    }
  }

  private double epochMs() {
    return plan.epochs().stepsPerEpoch() * plan.epochs().dtMs();
  }
}
