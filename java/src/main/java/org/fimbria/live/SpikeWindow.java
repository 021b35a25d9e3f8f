package org.fimbria.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Sink;
import org.fimbria.natives.SpikePacket;
import org.fimbria.report.Lines;
import org.fimbria.report.Numbers;
import org.fimbria.report.SpikingRegion;
import org.fimbria.spiking.SpikingNetwork;

/**
 * The network's last moments: marks of the last second, of some neurons, and the populations' rates
 * of the last ten seconds, of all of them.
 *
 * <p>The recorder's thread appends; any other one looks at a {@link #copy}, which costs less than a
 * millisecond.
 */
final class SpikeWindow implements Sink {
  /** Length of the raster. */
  static final double RASTER_MS = 1000;

  /** Length of lines. */
  static final double LINES_MS = 10_000;

  /** Length of a bin of the lines. */
  static final double BIN_MS = 5;

  /** Neurons whose spikes are kept at most, of all regions. */
  private static final int MOST_ROWS = 800;

  /** Spikes of each of them that are kept: so many have no room in a second at t_ref of 5 ms. */
  private static final int MARKS_PER_ROW = 200;

  /** Marks of a region that are given at most. */
  private static final int MOST_MARKS = 15_000;

  private final List<SpikingNetwork.Region> regions;
  private final double dtMs;
  private final int binSteps;
  private final int populations;
  private final int[] every;
  private final Marks[] marks;
  private final long[] counts;
  private final History rates;
  private final SpikePacket packet = new SpikePacket();
  private long endStep;

  SpikeWindow(CoSimulationPlan plan) {
    regions = plan.network().regions();
    dtMs = plan.epochs().dtMs();
    binSteps = (int) Math.max(1, Math.round(BIN_MS / dtMs));
    populations = plan.network().populations().size();
    every = new int[regions.size()];
    marks = new Marks[populations];
    counts = new long[populations];
    for (int region = 0; region < regions.size(); region++) {
      long neurons = regions.get(region).sizes().stream().mapToLong(Long::longValue).sum();
      int rows = Math.max(SpikingNetwork.POPULATIONS_PER_REGION, MOST_ROWS / regions.size());
      every[region] = (int) Math.max(1, Math.ceilDiv(neurons, rows));
      for (int kind = 0; kind < SpikingRegion.KINDS.size(); kind++) {
        long shown = Math.ceilDiv(regions.get(region).sizes().get(kind), every[region]);
        marks[population(region, kind)] = new Marks((int) (shown * MARKS_PER_ROW));
      }
    }
    rates = new History((int) (LINES_MS / BIN_MS) + 1, populations);
  }

  private SpikeWindow(SpikeWindow of) {
    regions = of.regions;
    dtMs = of.dtMs;
    binSteps = of.binSteps;
    populations = of.populations;
    every = of.every;
    marks = Arrays.stream(of.marks).map(Marks::new).toArray(Marks[]::new);
    counts = of.counts.clone();
    rates = new History(of.rates);
    endStep = of.endStep;
  }

  /** All of one moment. */
  synchronized SpikeWindow copy() {
    return new SpikeWindow(this);
  }

  @Override
  public synchronized void append(MemorySegment data, long bytes) {
    packet.read(data);
    for (int step = 0; step < packet.steps(); step++) {
      long now = packet.firstStep() + step;
      rates.begin(now / binSteps);
      for (int population = 0; population < populations; population++) {
        int end = packet.end(step, population);
        int begin = packet.begin(step, population);
        rates.add(population, end - begin);
        counts[population] += end - begin;
        int k = every[population / SpikingNetwork.POPULATIONS_PER_REGION];
        for (int spike = begin; spike < end; spike++) {
          if (packet.id(spike) % k == 0) {
            marks[population].add(now, packet.id(spike) / k);
          }
        }
      }
    }
    endStep = packet.firstStep() + packet.steps();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /** Simulated time that has been seen. */
  double endMs() {
    return endStep * dtMs;
  }

  /** Raster and rates of a region. */
  ObjectNode region(int region) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", regions.get(region).label());
    node.set("raster", raster(region));
    ObjectNode lines = node.putObject("rates").put("bin", binSteps * dtMs);
    for (int kind = 0; kind < SpikingRegion.KINDS.size(); kind++) {
      lines.set(SpikingRegion.KINDS.get(kind), rate(region, kind));
    }
    return node;
  }

  private ObjectNode raster(int region) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    long from = endStep - Math.round(RASTER_MS / dtMs);
    int count = 0;
    for (int kind = 0; kind < SpikingRegion.KINDS.size(); kind++) {
      count += marks[population(region, kind)].countSince(from);
    }
    int thin = Math.max(1, Math.ceilDiv(count, MOST_MARKS));
    int nth = every[region] * thin;
    node.put("every", nth);
    ObjectNode shown = node.putObject("shown");
    ObjectNode of = node.putObject("of");
    for (int kind = 0; kind < SpikingRegion.KINDS.size(); kind++) {
      long neurons = regions.get(region).sizes().get(kind);
      shown.put(SpikingRegion.KINDS.get(kind), Math.ceilDiv(neurons, nth));
      of.put(SpikingRegion.KINDS.get(kind), neurons);
      node.set(
          SpikingRegion.KINDS.get(kind), marks[population(region, kind)].since(from, dtMs, thin));
    }
    return node;
  }

  /** Spikes of a step over neurons and step, Hz; stamps are at the middle of bins. */
  private ObjectNode rate(int region, int kind) {
    double[] means = rates.means(population(region, kind));
    double neuronSeconds = regions.get(region).sizes().get(kind) * dtMs * 1e-3;
    for (int i = 0; i < means.length; i++) {
      means[i] /= neuronSeconds;
    }
    double bin = binSteps * dtMs;
    return Lines.uniform((rates.first() + 0.5) * bin, bin, means);
  }

  /** What each population did from the begin on. */
  void describe(List<SpikingNetwork.NamedPopulation> named, ArrayNode into) {
    for (int population = 0; population < populations; population++) {
      SpikingNetwork.Region region =
          regions.get(population / SpikingNetwork.POPULATIONS_PER_REGION);
      int kind = population % SpikingNetwork.POPULATIONS_PER_REGION;
      ObjectNode node = into.addObject();
      node.put("name", named.get(population).name()).put("region", region.label());
      node.put("kind", SpikingRegion.KINDS.get(kind)).put("neurons", region.sizes().get(kind));
      node.put("spikes", counts[population]);
      double neuronSeconds = region.sizes().get(kind) * endStep * dtMs * 1e-3;
      node.set("rate", Numbers.number(endStep == 0 ? 0 : counts[population] / neuronSeconds));
    }
  }

  private int population(int region, int kind) {
    return regions.get(region).firstPopulation() + kind;
  }
}
