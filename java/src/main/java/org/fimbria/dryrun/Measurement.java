package org.fimbria.dryrun;

import org.fimbria.natives.SpikeExchange.DryCounts;

/**
 * What one rank was seen to need.
 *
 * @param epochs how many there were
 * @param simulatedS simulated time of all epochs
 * @param spiking time of the network's share
 * @param brain time of the neural masses
 * @param othersCpu CPU seconds per simulated second of the modules beside the network, the recorder
 *     of the brain included; 0 if unknown
 * @param synapses of the rank
 * @param engineBytes memory of the network's share
 * @param startBytes most memory of this process before its modules were made
 * @param mostBytes most memory of this process until the end
 * @param counts of the exchange
 */
record Measurement(
    long epochs,
    double simulatedS,
    Seconds spiking,
    Seconds brain,
    double othersCpu,
    long synapses,
    long engineBytes,
    long startBytes,
    long mostBytes,
    DryCounts counts) {

  /** Wall time of a module per simulated second, without waiting. */
  record Seconds(double simulation, double io) {}

  /**
   * What Java and the libraries need for one side of the links, the brain's or the network's: half
   * of what this process, which has both, has grown by beside the network's share.
   */
  long sideBytes() {
    return Math.max(0, mostBytes - engineBytes - counts.bytes() - startBytes) / 2;
  }

  /** What the modules beside the network keep cores busy for, per simulated second. */
  double others() {
    return Math.max(othersCpu, brain.simulation() + brain.io());
  }

  /** How often per simulated second a rank meets others: between steps, or after each epoch. */
  double meetings() {
    return Math.max(counts.allGather().count(), epochs) / simulatedS;
  }

  /** Packing and unpacking per simulated second that a rank which does not lead has, too. */
  double sharedIo() {
    return counts.sharedIoNanos() * 1e-9 / simulatedS;
  }
}
