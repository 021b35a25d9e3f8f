package org.fimbria.cosim;

/**
 * What went over one coupling link: what the transfer module at one of its ends has taken or handed
 * over.
 *
 * @param from module that sends
 * @param to module that receives
 * @param region that the link is about
 * @param content what it carries
 * @param values number of spikes or rates; of trains, which travel as their recipe, the spikes that
 *     it gives all neurons on average over its draws, rounded
 * @param bytes with the packets' headers
 */
public record Flow(
    String from, String to, String region, Content content, long values, long bytes) {

  /** What a coupling link carries, in the order of one turn through the modules. */
  public enum Content {
    COUPLING("coupling"),
    TRAINS("spike trains"),
    SPIKES("spikes"),
    RATES("rates");

    private final String label;

    Content(String label) {
      this.label = label;
    }

    /** Name in files. */
    public String label() {
      return label;
    }
  }
}
