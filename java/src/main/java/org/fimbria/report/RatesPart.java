package org.fimbria.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Instantaneous rates of a region's populations in Hz: spikes of a bin / (neurons bin), reduced to
 * the smallest and largest of neighbouring bins, fine enough to show fast rhythms in a part of the
 * time.
 */
public final class RatesPart {
  private static final int BUCKETS = 4000;

  private RatesPart() {}

  /** Of spikes that were read. */
  static ObjectNode of(RegionSpikes spikes) {
    return of(
        spikes.span().fromMs(),
        spikes.binMs(),
        spikes.rates("excitatory"),
        spikes.rates("inhibitory"));
  }

  /**
   * Of rates in bins.
   *
   * @param fromMs begin of the first bin
   * @param excitatory [bins] Hz
   * @param inhibitory [bins] Hz
   */
  public static ObjectNode of(
      double fromMs, double binMs, double[] excitatory, double[] inhibitory) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    double middle = fromMs + binMs / 2;
    node.put("bin", binMs);
    node.set("excitatory", Lines.reduced(middle, binMs, excitatory, BUCKETS));
    node.set("inhibitory", Lines.reduced(middle, binMs, inhibitory, BUCKETS));
    return node;
  }
}
