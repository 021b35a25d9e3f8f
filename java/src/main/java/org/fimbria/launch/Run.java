package org.fimbria.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.fimbria.cosim.CoSimulation;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.RunControl;
import org.fimbria.cosim.Sinks;
import org.fimbria.experiment.Experiment;
import org.fimbria.live.LiveView;
import org.fimbria.live.RunWatch;
import org.fimbria.ranks.Ranks;
import org.fimbria.recording.Recording;

/**
 * One run, from an empty run directory to a complete one.
 *
 * <p>The directory's files are described in the project's README. A run that fails or is stopped
 * keeps what was recorded. Over ranks every process has a {@code Run}: that of rank 0 owns the
 * directory, the others take part and learn how it ended.
 */
public final class Run {
  private final PreparedRun prepared;
  private final CoSimulationPlan plan;
  private final RunDirectory directory;
  private final Optional<Ranked> ranked;
  private final long begunNanos;
  private Optional<RunWatch> watch = Optional.empty();
  private RunControl control;
  private boolean stopRequested;
  private Collection<Outcome> outcomes = List.of();

  private Run(
      PreparedRun prepared,
      CoSimulationPlan plan,
      RunDirectory directory,
      Optional<Ranked> ranked,
      long begunNanos) {
    this.prepared = prepared;
    this.plan = plan;
    this.directory = directory;
    this.ranked = ranked;
    this.begunNanos = begunNanos;
    ranked.ifPresent(over -> begin(over.part().control().control()));
  }

  /** The other processes of the run, and what this one does. */
  private record Ranked(Crew crew, Part part) {}

  /** Creates the run directory; the run begins now. */
  public static Run in(Path directory, PreparedRun prepared) throws IOException {
    return in(RunDirectory.create(directory), prepared, System.nanoTime());
  }

  /**
   * A run in a new run directory.
   *
   * @param begunNanos {@link System#nanoTime} from which the start-up is counted
   */
  public static Run in(RunDirectory directory, PreparedRun prepared, long begunNanos) {
    return new Run(prepared, prepared.plan(), directory, Optional.empty(), begunNanos);
  }

  /**
   * A run over ranks; collective.
   *
   * @param create makes the run directory, in rank 0
   * @param code exit code of what {@code create} throws
   * @throws Exception what {@code create} threw, in rank 0
   */
  public static Run over(
      Crew crew, Callable<RunDirectory> create, ToIntFunction<Exception> code, long begunNanos)
      throws Exception {
    Crew.Start start = crew.start(create, code);
    CoSimulationPlan plan = crew.plan();
    Part part = new Part(start.directory(), plan, crew.prepared().source(), start.deployment());
    return new Run(
        crew.prepared(), plan, start.directory(), Optional.of(new Ranked(crew, part)), begunNanos);
  }

  /** The other processes of this node are watched from now on. */
  public void watch(Presence presence) {
    ranked.ifPresent(over -> {
      Ranks ranks = over.crew().ranks();
      List<String> modules = over.crew().placement().modules(ranks.rank());
      presence.watch(ranks, over.part().control(), modules);
    });
  }

  /** Somebody wants to look at the run while it goes on; before {@link #execute}. */
  public void show(RunWatch wanted) {
    watch = Optional.of(wanted);
    ranked.ifPresent(over -> over.part().show(wanted));
  }

  /** The same in rank 0, with what the other processes see. */
  public void show(LiveView view) {
    show(view.watch());
    view.begin(
        directory.path(),
        ranked.map(over -> over.crew().ranks().count()).orElse(1),
        () -> ranked.map(over -> over.part().control().look()).orElse(List.of()));
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
   * @return the result of the whole run; in ranks above 0 only how it ended
   */
  public RunResult execute(LongConsumer progress) throws IOException, InterruptedException {
    if (ranked.isPresent() && !ranked.get().crew().isFirst()) {
      return takePart(ranked.get().part());
    }
    Provenance provenance = provenance();
    String failure = "";
    try {
      directory.write("experiment.yaml", prepared.resolvedYaml());
      directory.write("provenance.json", provenance.text());
      RunResult result = simulate(epochs -> progress.accept(Math.round(epochs * plan.epochMs())));
      failure = result.failure();
      directory.freeReserve();
      directory.write("timers.json", TimersFile.text(result, plan.epochs()));
      complete(provenance, result);
      directory.write("provenance.json", provenance.text());
      RunReport.write(directory);
      return result.in(directory.finish(!failure.isEmpty()));
    } catch (IOException | RuntimeException e) {
      failure = e.toString();
      directory.freeReserve();
      provenance.end("failed", failure);
      directory.write("provenance.json", provenance.text());
      RunReport.write(directory);
      directory.finish(true);
      throw e;
    } finally {
      if (ranked.isPresent()) {
        ranked.get().part().control().conclude(failure);
      }
    }
  }

  private Provenance provenance() {
    Experiment experiment = plan.experiment();
    Provenance provenance =
        new Provenance(experiment.name(), experiment.regime(), experiment.seed())
            .with("threads", plan.threads())
            .with("epoch_ms", plan.epochMs())
            .with("neurons", plan.network().neurons())
            .with("synapses", plan.network().synapses());
    ranked.ifPresent(over ->
        RankFacts.of(over.crew().ranks(), over.crew().placement()).forEach(provenance::with));
    return provenance;
  }

  private void complete(Provenance provenance, RunResult result) {
    provenance
        .with("simulated_ms", result.simulatedMs())
        .with("start_s", result.wall().startS())
        .with("wall_s", result.wall().epochsS())
        .with("ending_s", result.wall().endingS())
        .with("spikes", sum(outcome -> LongStream.of(outcome.spikeCounts()).sum()))
        .with("peak_memory_bytes", sum(Outcome::peakBytes))
        .with("recorded_sha256", result.hash());
    ranked.ifPresent(over -> provenance.with("transports", over.part().transports()));
    String status = result.stopped() ? "stopped" : "complete";
    provenance.end(result.failure().isEmpty() ? status : "failed", result.failure());
  }

  private RunResult takePart(Part part) throws InterruptedException {
    try (part) {
      Outcome mine = part.run(_ -> {});
      String failure = part.control().awaitVerdict(Json.write(mine));
      return RunResult.elsewhere(directory.path(), control.stopRequested(), failure);
    }
  }

  private RunResult simulate(LongConsumer progress) throws InterruptedException {
    if (ranked.isEmpty()) {
      return simulateAll(progress);
    }
    Part part = ranked.get().part();
    Outcome mine = part.run(progress);
    return result(part.gather(mine).values());
  }

  private RunResult simulateAll(LongConsumer progress) throws InterruptedException {
    Recording recording = new Recording(directory::file, plan, prepared.source(), true, true);
    Sinks sinks = watch.map(each -> each.into(recording.sinks())).orElseGet(recording::sinks);
    try (CoSimulation running = new CoSimulation(plan, sinks);
        RunLogs _ = new RunLogs(directory, running.moduleNames())) {
      watch.ifPresent(each -> each.begin(running));
      begin(running.control());
      running.run(progress);
      return result(List.of(Outcome.of(running, recording)));
    }
  }

  private long sum(ToLongFunction<Outcome> value) {
    return outcomes.stream().mapToLong(value).sum();
  }

  private RunResult result(Collection<Outcome> gathered) {
    outcomes = gathered;
    return RunResult.of(directory.path(), plan, begunNanos, control, outcomes);
  }
}
