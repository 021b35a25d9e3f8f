package org.fimbria.dryrun;

/**
 * What each of some equal ranks is predicted to need.
 *
 * @param ranks their numbers, such as {@code 2-1023}
 * @param count how many they are
 * @param modules what they run
 */
public record Role(String ranks, int count, String modules, Memory memory, Time time) {

  /**
   * Bytes.
   *
   * @param base of the JVM, the libraries, the brain and the links
   * @param neurons state of the neurons, and what else the network's engine has
   * @param synapses with their index
   * @param history spikes on their way, of all ranks
   * @param lead what only the rank that leads needs
   */
  public record Memory(long base, long neurons, long synapses, long history, long lead) {
    /** Resident memory. */
    public long total() {
      return base + neurons + synapses + history + lead;
    }
  }

  /**
   * Wall seconds per simulated second.
   *
   * @param simulation inside the engines, with cores shared as they will be
   * @param exchange messages on their way between ranks of the network
   * @param io packing and unpacking, links
   * @param others other modules, which take turns with the network where it has all cores
   */
  public record Time(double simulation, double exchange, double io, double others) {
    /** If nothing else has to be waited for. */
    public double total() {
      return simulation + exchange + io + others;
    }
  }
}
