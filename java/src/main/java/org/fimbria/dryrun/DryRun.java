package org.fimbria.dryrun;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.fimbria.cosim.CoSimulation;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Failure;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.Phase;
import org.fimbria.cosim.Placement;
import org.fimbria.dryrun.Measurement.Seconds;
import org.fimbria.dryrun.Prediction.Job;
import org.fimbria.natives.SpikeExchange;
import org.fimbria.natives.SpikeExchange.DryCounts;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.recording.TrialRecording;

/**
 * Runs one rank of a job, with the others simulated; only the brain is recorded, into a file that
 * is then deleted.
 *
 * <p>Brain and transfer modules run beside the rank's share of the network, which leads whatever
 * its number is: what differs between ranks that lead and that follow is counted apart.
 */
public final class DryRun {
  /** Share of the epochs that is not counted: Java is compiled, the network settles. */
  private static final double WARM_UP = 0.2;

  private final CoSimulationPlan plan;
  private final Placement placement;
  private final int share;

  /** What only the engine knows, at its end. */
  private record EngineSizes(long synapses, long bytes, long resident, DryCounts counts) {}

  /**
   * A dry run.
   *
   * @param plan with the threads that a rank has
   * @param rank of the job; one that has no part of the network stands for the one that leads
   */
  public DryRun(CoSimulationPlan plan, Placement placement, int rank) {
    this.plan = plan;
    this.placement = placement;
    share = Math.max(0, placement.spiking().indexOf(rank));
  }

  /**
   * Runs to the end of the experiment.
   *
   * @param progress told the simulated milliseconds, some times per second
   * @throws DryRunFailed if a module fails
   */
  public Prediction predict(Job job, LongConsumer progress)
      throws InterruptedException, IOException {
    AtomicReference<EngineSizes> sizes = new AtomicReference<>();
    long startBytes = ProcessMemory.most();
    long seed = plan.experiment().seed();
    SpikeExchange dry = SpikeExchange.dry(placement.spiking().size(), share, seed);
    try (TrialRecording recording = new TrialRecording(plan);
        CoSimulation running =
            new CoSimulation(
                plan, recording.sinks(), dry, engine -> sizes.set(sizes(engine, dry)))) {
      ThreadTimes others = others(running.moduleNames());
      Optional<Failure> failure =
          running.run(epochs -> {
            others.look(epochs * plan.epochMs());
            progress.accept(Math.round(epochs * plan.epochMs()));
          });
      if (failure.isPresent()) {
        throw new DryRunFailed(failure.get().text());
      }
      List<ModuleTimes> times = running.times();
      Measurement measured =
          new Measurement(
              plan.epochs().count(),
              plan.experiment().durationMs() * 1e-3,
              perSecond(times.getFirst()),
              perSecond(times.getLast()),
              others.perSecond(),
              sizes.get().synapses(),
              sizes.get().bytes(),
              startBytes,
              sizes.get().resident(),
              sizes.get().counts());
      return Prediction.of(job, placement, placement.spiking().get(share), measured);
    }
  }

  /** A module failed. */
  public static final class DryRunFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DryRunFailed(String reason) {
      super(reason);
    }
  }

  private ThreadTimes others(List<String> modules) {
    List<String> names =
        modules.stream().filter(module -> !module.equals(Placement.SPIKING)).toList();
    return new ThreadTimes(names, WARM_UP * plan.experiment().durationMs());
  }

  private static EngineSizes sizes(SpikingEngine engine, SpikeExchange dry) {
    return new EngineSizes(
        engine.synapses(), engine.bytes(), ProcessMemory.most(), dry.dryCounts());
  }

  /** Without the warm-up. */
  private Seconds perSecond(ModuleTimes times) {
    int entries = times.perEntry(Phase.SIMULATION).length;
    int first = (int) (entries * WARM_UP);
    double simulatedS =
        (double) (entries - first)
            / entries
            * plan.epochs().count()
            * plan.epochs().stepsPerEpoch()
            * plan.epochs().dtMs()
            * 1e-3;
    return new Seconds(
        seconds(times.perEntry(Phase.SIMULATION), first) / simulatedS,
        seconds(times.perEntry(Phase.IO), first) / simulatedS);
  }

  private static double seconds(long[] nanos, int first) {
    long sum = 0;
    for (int i = first; i < nanos.length; i++) {
      sum += nanos[i];
    }
    return sum * 1e-9;
  }
}
