package org.fimbria.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Sink;
import org.fimbria.cosim.Units;
import org.fimbria.report.Lines;

/**
 * The brain's last ten seconds: the first state variable of each region, its excitatory rate. What
 * it takes of a region that the network integrates is the rate that was sent to it.
 *
 * <p>The recorder's thread appends, any other one may look.
 */
final class BrainWindow implements Sink {
  /** Numbers that are sent for all regions at most. */
  private static final int MOST_NUMBERS = 25_000;

  private final List<String> labels;
  private final boolean[] spiking;
  private final double intervalMs;
  private final long rowBytes;
  private final double binMs;
  private final double[] first;
  private final History rates;
  private long samples;

  /**
   * Sees nothing yet.
   *
   * @param intervalMs between the samples that will come
   */
  BrainWindow(CoSimulationPlan plan, double intervalMs) {
    labels = plan.connectome().labels();
    this.intervalMs = intervalMs;
    spiking = new boolean[labels.size()];
    Arrays.stream(plan.brain().proxies()).forEach(region -> spiking[region] = true);
    first = new double[labels.size()];
    rowBytes = (long) plan.brain().variables().size() * labels.size() * Double.BYTES;
    double points = Math.clamp(MOST_NUMBERS / labels.size(), 100, 2000);
    binMs = Math.max(intervalMs, SpikeWindow.LINES_MS / points);
    rates = new History((int) (SpikeWindow.LINES_MS / binMs) + 1, labels.size());
  }

  @Override
  public synchronized void append(MemorySegment data, long bytes) {
    for (long at = 0; at < bytes; at += rowBytes) {
      MemorySegment.copy(data, ValueLayout.JAVA_DOUBLE, at, first, 0, first.length);
      rates.begin((long) (samples++ * intervalMs / binMs));
      for (int region = 0; region < first.length; region++) {
        rates.add(region, first[region]);
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  private synchronized History copy() {
    return new History(rates);
  }

  /** Rates of all regions, means over bins, Hz. */
  ArrayNode regions() {
    History copy = copy();
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int region = 0; region < spiking.length; region++) {
      ObjectNode node = all.addObject();
      node.put("region", labels.get(region)).put("spiking", spiking[region]);
      double[] means = copy.means(region);
      for (int i = 0; i < means.length; i++) {
        means[i] = Units.khzToHz(means[i]);
      }
      node.set("line", Lines.uniform((copy.first() + 0.5) * binMs, binMs, means));
    }
    return all;
  }
}
