package org.fimbria.launch;

import java.util.List;
import java.util.function.IntPredicate;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.natives.Processors;
import org.slf4j.LoggerFactory;

/** The plan for one process of several: its share of the threads, and of the processors. */
final class RankPlan {
  private RankPlan() {}

  /**
   * Where the network's ranks on the same processors take all of them, each has its own.
   *
   * @param whole plan of the run
   * @param spiking ranks of the network
   * @param sharesProcessors whether another rank may use just the same processors as this one
   */
  static CoSimulationPlan of(
      CoSimulationPlan whole, int rank, List<Integer> spiking, IntPredicate sharesProcessors) {
    List<Integer> neighbours = spiking.stream().filter(sharesProcessors::test).toList();
    NarrowRank narrow = new NarrowRank(rank, spiking);
    narrow.complaint(whole).ifPresent(line -> LoggerFactory.getLogger(RankPlan.class).warn(line));
    CoSimulationPlan plan =
        whole.shared(
            Math.max(1, spiking.size()), Math.max(1, neighbours.size()), narrow.mostThreads());
    int place = neighbours.indexOf(rank);
    if (plan.bound() && neighbours.size() > 1 && place >= 0) {
      Processors.use(place * plan.threads(), plan.threads());
    }
    return plan;
  }
}
