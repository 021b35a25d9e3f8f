package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * The spikes of a region as marks: those of every k-th neuron, so that there are not more than a
 * display can show. If there are, every other neuron that was shown is left out, and so on.
 */
public final class Raster {
  /** Marks of a region at most. */
  public static final int MARKS = 60_000;

  /** Neurons differ in their rates; this much room is left for it before k doubles. */
  private static final double ROOM = 0.95;

  private final SpikingRegion region;
  private final int most;
  private int every;
  private int size;
  private double[] times = new double[1024];
  private int[] neurons = new int[1024];
  private boolean[] inhibitory = new boolean[1024];

  /**
   * An empty raster.
   *
   * @param expected spikes of both populations that will be added, as far as known; else 0
   */
  public Raster(SpikingRegion region, long expected) {
    this(region, expected, MARKS);
  }

  Raster(SpikingRegion region, long expected, int most) {
    this.region = region;
    this.most = most;
    every = (int) Math.max(1, Math.ceil(expected / (ROOM * most)));
  }

  /** Adds a spike; only that of a neuron that is shown becomes a mark. */
  public void add(String kind, double timeMs, int neuron) {
    if (neuron % every != 0) {
      return;
    }
    if (size == most) {
      thin();
      if (neuron % every != 0) {
        return;
      }
    }
    if (size == times.length) {
      int length = Math.min(2 * size, most);
      times = Arrays.copyOf(times, length);
      neurons = Arrays.copyOf(neurons, length);
      inhibitory = Arrays.copyOf(inhibitory, length);
    }
    times[size] = timeMs;
    neurons[size] = neuron;
    inhibitory[size++] = !kind.equals(SpikingRegion.KINDS.getFirst());
  }

  /** Leaves out neurons until there is room again. */
  private void thin() {
    while (size == most) {
      every *= 2;
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (neurons[i] % every == 0) {
          times[kept] = times[i];
          neurons[kept] = neurons[i];
          inhibitory[kept++] = inhibitory[i];
        }
      }
      size = kept;
    }
  }

  /** The marks; a neuron is its row among those that are shown. */
  public ObjectNode node() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("every", every);
    ObjectNode shown = node.putObject("shown");
    ObjectNode of = node.putObject("of");
    List<String> kinds = SpikingRegion.KINDS;
    for (String kind : kinds) {
      int all = region.neurons(kind);
      shown.put(kind, (all + every - 1) / every);
      of.put(kind, all);
      marks(node.putObject(kind), !kind.equals(kinds.getFirst()));
    }
    return node;
  }

  private void marks(ObjectNode node, boolean ofInhibitory) {
    ArrayNode t = node.putArray("t");
    ArrayNode rows = node.putArray("neuron");
    for (int i = 0; i < size; i++) {
      if (inhibitory[i] == ofInhibitory) {
        t.add(Numbers.node(Numbers.decimals(times[i], 1)));
        rows.add(neurons[i] / every);
      }
    }
  }
}
