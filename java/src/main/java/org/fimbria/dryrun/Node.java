package org.fimbria.dryrun;

import org.fimbria.cosim.Placement;

/**
 * How ranks lie on nodes.
 *
 * @param cores of a node that a job may use
 * @param ranks of a node
 */
public record Node(int cores, int ranks) {
  /** Threads of the network on the node that has most of them. */
  int spikingThreads(Placement placement, int threads) {
    long first = placement.spiking().stream().filter(rank -> rank < ranks).count();
    long other = Math.min(ranks, placement.spiking().size() - first);
    return Math.toIntExact(Math.max(first, other) * threads);
  }

  /** Whether the network's threads leave no core to the other modules of the first node. */
  boolean isFull(Placement placement, int threads) {
    return placement.spiking().stream().filter(rank -> rank < ranks).count() * threads >= cores;
  }
}
