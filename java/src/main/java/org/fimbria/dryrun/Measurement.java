package org.fimbria.dryrun;

import org.fimbria.natives.SpikeExchange.DryCounts;

/**
 * What one rank was seen to need.
 *
 * @param simulatedS simulated time of all epochs
 * @param spiking time of the network's share
 * @param brain time of the neural masses
 * @param synapses of the rank
 * @param engineBytes memory of the network's share
 * @param startBytes memory of this process when its modules were not yet made
 * @param residentBytes memory of this process at the end
 * @param counts of the exchange
 */
record Measurement(
    double simulatedS,
    Seconds spiking,
    Seconds brain,
    long synapses,
    long engineBytes,
    long startBytes,
    long residentBytes,
    DryCounts counts) {

  /** Wall time of a module per simulated second, without waiting. */
  record Seconds(double simulation, double io) {}

  /** What a process with brain, links and transfer has, without the network's share. */
  long coupledBytes() {
    return Math.max(startBytes, residentBytes - engineBytes - counts.bytes());
  }

  /** Packing and unpacking per simulated second that a rank which does not lead has, too. */
  double sharedIo() {
    return counts.sharedIoNanos() * 1e-9 / simulatedS;
  }
}
