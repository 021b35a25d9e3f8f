package org.fimbria.dryrun;

/**
 * How ranks lie on nodes.
 *
 * @param cores of a node that a job may use
 * @param ranks of a node
 */
public record Node(int cores, int ranks) {
  /**
   * Threads that want to run per core, 1 at least: how much slower each of them gets.
   *
   * @param spikingRanks of the node
   * @param threads of each
   * @param others cores that other modules of the node keep busy
   */
  double oversubscription(int spikingRanks, int threads, double others) {
    return Math.max(1, (spikingRanks * threads + others) / cores);
  }
}
