package org.fimbria.launch;

import java.util.List;
import java.util.Optional;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.natives.Processors;

/**
 * A rank that is kept on a part of its node's processors, if it is: by mpirun, which does so by
 * default, or by a scheduler.
 *
 * @param network ranks that share the network
 */
record NarrowRank(int rank, List<Integer> network) {
  /** Threads that this rank may have. */
  int mostThreads() {
    return isNarrow() ? Processors.count() : Integer.MAX_VALUE;
  }

  /**
   * What is to be said where the network's lead has fewer processors than threads would be of use.
   */
  Optional<String> complaint(CoSimulationPlan plan) {
    int asked = plan.experiment().run().threads();
    boolean lead = !network.isEmpty() && network.getFirst() == rank;
    if (!lead || !isNarrow()) {
      return Optional.empty();
    }
    int fair = Math.max(1, Machine.processors() / network.size());
    int useful = asked == 0 ? Math.min(plan.usefulThreads(network.size()), fair) : asked;
    if (useful <= Processors.count()) {
      return Optional.empty();
    }
    return Optional.of(
        "rank %d may use %d of %d processors, too few for %d threads: start mpirun with --bind-to none or --map-by slot:PE=%d"
            .formatted(rank, Processors.count(), Machine.processors(), useful, useful));
  }

  /** Whether somebody keeps this rank on a part of the node's processors. */
  private static boolean isNarrow() {
    return Processors.count() < Machine.processors();
  }
}
