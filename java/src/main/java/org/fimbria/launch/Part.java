package org.fimbria.launch;

import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.fimbria.cosim.CoSimulation;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Deployment;
import org.fimbria.cosim.RankControl;
import org.fimbria.cosim.RunControl;
import org.fimbria.cosim.Sinks;
import org.fimbria.live.RunWatch;
import org.fimbria.recording.Recording;
import org.fimbria.recording.RunSource;

/** What a process of several does of a run: its modules, files and logs. */
final class Part implements AutoCloseable {
  private final RunDirectory directory;
  private final CoSimulationPlan plan;
  private final RunSource source;
  private final Deployment deployment;
  private final RankControl control;
  private Map<String, String> transports = Map.of();
  private Optional<RunWatch> watch = Optional.empty();

  Part(RunDirectory directory, CoSimulationPlan plan, RunSource source, Deployment deployment) {
    this.directory = directory;
    this.plan = plan;
    this.source = source;
    this.deployment = deployment;
    control =
        new RankControl(
            deployment.ranks().orElseThrow(), deployment.placement(), plan.epochs().count());
  }

  /** Somebody wants to look at the run while it goes on: {@link RankControl#look} gives it. */
  void show(RunWatch wanted) {
    watch = Optional.of(wanted);
    control.onLook(() -> Json.write(wanted.part()));
  }

  /** The control of this process; whoever watches over the processes tells it who is lost. */
  RankControl control() {
    return control;
  }

  /** How modules of different ranks meet, by pair. */
  Map<String, String> transports() {
    return transports;
  }

  /** Runs the modules that are here; what fails is told to the others, not thrown. */
  Outcome run(LongConsumer progress) throws InterruptedException {
    try {
      if (!Files.isDirectory(directory.path())) {
        throw new IllegalStateException(
            directory.path() + " is not there; all ranks need a file system in common");
      }
      return simulate(progress);
    } catch (RuntimeException | LinkageError e) {
      String modules = String.join(", ", deployment.placement().modules(deployment.rank()));
      control.control().fail(modules, 0, e);
      return Outcome.none();
    }
  }

  private Outcome simulate(LongConsumer progress) throws InterruptedException {
    Recording recording =
        new Recording(
            directory::file,
            plan,
            source,
            deployment.leads(),
            deployment.isHere(deployment.placement().neuralmass()));
    RunControl own = control.control();
    Sinks sinks = watch.map(each -> each.into(recording.sinks())).orElseGet(recording::sinks);
    try (CoSimulation running = new CoSimulation(plan, sinks, deployment, own);
        RunLogs _ = new RunLogs(directory, running.moduleNames())) {
      watch.ifPresent(each -> each.begin(running));
      transports = running.transports();
      running.run(progress);
      return Outcome.of(running, recording);
    }
  }

  /** In rank 0: the outcomes of all processes that still answer. */
  SortedMap<Integer, Outcome> gather(Outcome mine) throws InterruptedException {
    SortedMap<Integer, Outcome> outcomes = new TreeMap<>();
    control
        .gather(Json.write(mine))
        .forEach((rank, outcome) -> outcomes.put(rank, Json.read(outcome, Outcome.class)));
    return outcomes;
  }

  @Override
  public void close() {
    control.close();
  }
}
