package org.fimbria.study;

import org.fimbria.natives.SpikingEngine.Projection;
import org.fimbria.spiking.SpikingNetwork;

/**
 * Memory that a run will need at most, from what the engine keeps: at most 50 bytes per neuron, and
 * of a projection, in each partition of the network, 2 bytes per synapse and 4 per neuron of the
 * source, or 5 per synapse where that is less.
 */
final class MemoryEstimate {
  /** Java, libraries, brain and links: measured 120 MB in a small run; heaps may grow. */
  private static final long PROCESS_BYTES = 300_000_000;

  private static final double NEURON_BYTES = 50;
  private static final double SPARSE_BYTES = 5;
  private static final double DENSE_BYTES = 2;
  private static final double SOURCE_BYTES = 4;

  /** Most neurons of a partition. */
  private static final double PARTITION = 65_536;

  private MemoryEstimate() {}

  /**
   * Bytes of all processes of a run.
   *
   * @param ranks processes
   * @param threads of the network in all of them
   */
  static long bytes(SpikingNetwork network, int ranks, int threads) {
    double sum = network.neurons() * NEURON_BYTES;
    double ofThreads = Math.ceil(threads / (double) Math.max(1, network.regions().size()));
    for (Projection projection : network.projections()) {
      double targets = size(network, projection.target());
      double partitions = Math.max(ofThreads, Math.ceil(targets / PARTITION));
      double synapses = network.synapses(projection);
      double sources = size(network, projection.source()) * partitions;
      sum += Math.min(SPARSE_BYTES * synapses, DENSE_BYTES * synapses + SOURCE_BYTES * sources);
    }
    return ranks * PROCESS_BYTES + Math.round(sum);
  }

  private static double size(SpikingNetwork network, int population) {
    return network.populations().get(population).population().size();
  }
}
