package org.fimbria.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.natives.SpikingEngine.Population;
import org.fimbria.natives.SpikingEngine.Projection;
import org.fimbria.natives.SpikingEngine.Rule;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.fimbria.natives.SpikingEngine.Variable;

/** One run of a network of {@link NetworkDescription} and the statistics of its populations. */
final class NetworkRun {
  private static final String[] NAMES = {"exc", "inh"};
  private static final int RECORDED = 100;
  private static final int CHUNK_MS = 10;

  private final NetworkDescription network;
  private final List<NetworkStatistics> statistics = new ArrayList<>();
  private MemorySegment packet = Arena.ofAuto().allocate(1 << 20, 8);

  private NetworkRun(NetworkDescription network) {
    this.network = network;
  }

  /** Statistics by {@code region<k>_<population>}. */
  static Map<String, Map<String, Double>> of(NetworkDescription network, long seed, int threads) {
    return new NetworkRun(network).run(seed, threads);
  }

  private Map<String, Map<String, Double>> run(long seed, int threads) {
    int processors = Runtime.getRuntime().availableProcessors();
    int chunk = network.steps(CHUNK_MS);
    try (SpikingEngine engine =
        new SpikingEngine(seed, network.dtMs(), threads == 0 ? processors : threads, chunk)) {
      for (int region = 0; region < network.regions(); region++) {
        addRegion(engine, region);
      }
      engine.build();
      int warmUp = network.steps(network.warmUpMs());
      int steps = warmUp + network.steps(network.measuredMs());
      for (int first = 0; first < steps; first += chunk) {
        engine.advance(chunk);
        if (first >= warmUp) {
          collect(engine, first - warmUp);
        }
      }
    }
    Map<String, Map<String, Double>> result = new LinkedHashMap<>();
    for (int k = 0; k < statistics.size(); k++) {
      result.put("region%d_%s".formatted(k / 2, NAMES[k % 2]), statistics.get(k).values());
    }
    return result;
  }

  private void addRegion(SpikingEngine engine, int region) {
    int delay = network.steps(network.delayMs());
    for (int kind = 0; kind < 2; kind++) {
      double[] params = network.params()[kind];
      engine.addPopulation(
          new Population(
              network.sizes()[kind],
              params,
              NestReference.value(params, "E_L"),
              0,
              0,
              0,
              network.rates_hz()[kind],
              network.poissonWeight(),
              delay,
              SpikeTimes.GRID));
      statistics.add(
          new NetworkStatistics(network.sizes()[kind], network.measuredMs(), network.dtMs()));
    }
    for (int source = 0; source < 2; source++) {
      for (int target = 0; target < 2; target++) {
        double weight = (source == 0 ? 1 : -1) * network.weights()[source];
        engine.addProjection(
            new Projection(
                2 * region + source,
                2 * region + target,
                Rule.FIXED_INDEGREE,
                network.indegrees()[source],
                weight,
                delay,
                true,
                true,
                4 * region + 2 * source + target));
      }
    }
    long[] neurons = new long[RECORDED];
    for (int n = 0; n < RECORDED; n++) {
      neurons[n] = n;
    }
    for (int kind = 0; kind < 2; kind++) {
      engine.addRecorder(2 * region + kind, neurons, Variable.values(), network.steps(1));
    }
  }

  private void collect(SpikingEngine engine, int first) {
    int populations = statistics.size();
    long bytes = engine.spikes(0, populations, packet);
    if (bytes > packet.byteSize()) {
      packet = Arena.ofAuto().allocate(2 * bytes, 8);
      engine.spikes(0, populations, packet);
    }
    SpikePacket spikes = new SpikePacket(packet);
    for (int step = 0; step < spikes.steps(); step++) {
      for (int p = 0; p < populations; p++) {
        for (int k = spikes.begin(step, p); k < spikes.end(step, p); k++) {
          statistics.get(p).spike(spikes.id(k), first + step + 1);
        }
      }
    }
    int variables = Variable.values().length;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out =
          arena.allocate(ValueLayout.JAVA_DOUBLE, (long) (CHUNK_MS + 1) * variables * RECORDED);
      for (int p = 0; p < populations; p++) {
        int rows = engine.samples(p, out, CHUNK_MS + 1);
        for (int k = 0; k < rows * variables * RECORDED; k++) {
          Variable variable = Variable.values()[k / RECORDED % variables];
          statistics.get(p).sample(variable, out.getAtIndex(ValueLayout.JAVA_DOUBLE, k));
        }
      }
    }
  }
}
