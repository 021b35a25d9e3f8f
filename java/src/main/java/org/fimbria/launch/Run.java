package org.fimbria.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
  private volatile CoSimulation simulation;

  private Run(PreparedRun prepared, RunDirectory directory) {
    this.prepared = prepared;
    plan = prepared.plan();
    this.directory = directory;
  }

  /** Creates the run directory. */
  public static Run in(Path directory, PreparedRun prepared) throws IOException {
    return new Run(prepared, RunDirectory.create(directory));
  }

  /** Asks the run to end after the epochs that are being computed; what was recorded is kept. */
  public void stop() {
    CoSimulation running = simulation;
    if (running != null) {
      running.control().requestStop();
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

    Recording recording = new Recording(directory, plan);
    long begun = System.nanoTime();
    Optional<RunControl.Failure> failure;
    List<CoSimulation.ModuleTimes> times;
    long synapses;
    boolean stopped;
    double simulatedMs;
    try (CoSimulation running = new CoSimulation(plan, recording.sinks());
        RunLogs _ = new RunLogs(directory, running.moduleNames())) {
      simulation = running;
      failure = running.run(epochs -> progress.accept(Math.round(epochs * epochMs())));
      times = running.times();
      synapses = running.synapses();
      stopped = running.control().stopRequested();
      long epochs = failure.isPresent() ? running.epoch() : running.control().endEpoch();
      simulatedMs = Math.min(epochs * epochMs(), experiment.durationMs());
    }
    double wallS = (System.nanoTime() - begun) * 1e-9;

    directory.write("timers.json", TimersFile.text(times, plan.epochs()));
    String reason = failure.map(RunControl.Failure::text).orElse("");
    provenance
        .with("simulated_ms", simulatedMs)
        .with("wall_s", wallS)
        .with("synapses", synapses)
        .with("recorded_sha256", recording.hash())
        .end(failure.isPresent() ? "failed" : stopped ? "stopped" : "complete", reason);
    directory.write("provenance.json", provenance.text());
    Path path = directory.finish(failure.isPresent());
    return new RunResult(
        path,
        simulatedMs,
        wallS,
        stopped,
        reason,
        recording.meanRates(simulatedMs),
        times,
        recording.hash());
  }

  private double epochMs() {
    return plan.epochs().stepsPerEpoch() * plan.epochs().dtMs();
  }
}
