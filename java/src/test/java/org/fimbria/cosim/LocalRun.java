package org.fimbria.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.fimbria.cosim.SmallBrain.Recorded;
import org.fimbria.experiment.Experiment.PlacementSpec;
import org.fimbria.experiment.Experiment.Transport;

/** A run over {@link LocalRanks}: each rank has its own control, modules and recorders. */
final class LocalRun {
  private final CoSimulationPlan plan;
  private final Placement placement;
  private final List<LocalRanks> ranks;
  private final List<RankControl> controls = new ArrayList<>();
  private final Transport transport;
  private final String job = "test-" + UUID.randomUUID();

  LocalRun(CoSimulationPlan plan, PlacementSpec spec, int count, Transport transport) {
    this.plan = plan;
    this.transport = transport;
    placement = Placement.of(spec, count, true);
    ranks = LocalRanks.make(count);
    ranks.forEach(each -> controls.add(new RankControl(each, placement, plan.epochs().count())));
  }

  RankControl control(int rank) {
    return controls.get(rank);
  }

  /** How one rank ended. */
  record Ended(Optional<Failure> failure, long endEpoch, long epoch) {}

  /**
   * Runs all ranks at once.
   *
   * @param sinks of the process where the simulators are, by rank
   */
  List<Ended> run(List<Sinks> sinks) throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Ended>> running =
          IntStream.range(0, ranks.size())
              .mapToObj(rank -> threads.submit((Callable<Ended>) () -> run(rank, sinks.get(rank))))
              .toList();
      List<Ended> ended = new ArrayList<>();
      for (Future<Ended> each : running) {
        ended.add(each.get());
      }
      return ended;
    }
  }

  private Ended run(int rank, Sinks sinks) throws InterruptedException {
    RankControl control = controls.get(rank);
    Deployment deployment =
        new Deployment(placement, rank, Optional.of(ranks.get(rank)), transport, job, 0);
    try (CoSimulation simulation = new CoSimulation(plan, sinks, deployment, control.control())) {
      simulation.run(_ -> {});
      Ended ended =
          new Ended(control.control().failure(), control.control().endEpoch(), simulation.epoch());
      byte[] mine = {(byte) rank};
      if (rank == 0) {
        control.gather(mine);
        control.conclude(control.control().failure().map(Failure::text).orElse(""));
        return new Ended(
            control.control().failure(), control.control().endEpoch(), simulation.epoch());
      }
      control.awaitVerdict(mine);
      return ended;
    } finally {
      control.close();
    }
  }

  /** Records everything into one record, each part where its simulator is. */
  List<Sinks> sinks(Recorded recorded) {
    Sinks all = recorded.sinks(plan);
    return IntStream.range(0, ranks.size())
        .mapToObj(rank -> {
          boolean lead = placement.lead() == rank;
          return new Sinks(
              lead ? all.spikes() : Optional.empty(),
              lead ? all.membrane() : List.of(),
              placement.neuralmass() == rank ? all.brain() : List.of());
        })
        .toList();
  }
}
