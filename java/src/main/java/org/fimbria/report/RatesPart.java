package org.fimbria.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Instantaneous rates of a region's populations in Hz: spikes of a bin / (neurons bin), reduced to
 * the smallest and largest of neighbouring bins; and, finer than those buckets, means over {@value
 * #MEAN_MS} ms for a look at a part of the time.
 */
public final class RatesPart {
  private static final int BUCKETS = 1500;
  private static final double MEAN_MS = 1;
  private static final int MOST_MEANS = 15_000;

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
    int width = (int) Math.round(MEAN_MS / binMs);
    if (width > 1 && excitatory.length / width <= MOST_MEANS) {
      ObjectNode means = node.putObject("means");
      double wide = width * binMs;
      means.put("bin", wide);
      means.set("excitatory", Lines.uniform(fromMs + wide / 2, wide, means(excitatory, width)));
      means.set("inhibitory", Lines.uniform(fromMs + wide / 2, wide, means(inhibitory, width)));
    }
    return node;
  }

  private static double[] means(double[] values, int width) {
    double[] means = new double[values.length / width];
    for (int k = 0; k < means.length; k++) {
      double sum = 0;
      for (int i = k * width; i < (k + 1) * width; i++) {
        sum += values[i];
      }
      means[k] = sum / width;
    }
    return means;
  }
}
