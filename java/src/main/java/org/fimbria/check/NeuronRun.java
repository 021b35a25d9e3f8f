package org.fimbria.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fimbria.check.NestReference.Variant;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.natives.SpikingEngine.Population;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.fimbria.natives.SpikingEngine.Variable;

/**
 * Single neurons, unconnected, that all get the same input spikes: one population each in one
 * engine.
 *
 * @param stamps [neuron] steps of the spikes' time stamps, ascending
 * @param timesMs [neuron] the times themselves: of the stamp, or from inside the step if exact
 * @param samples [row][variable][neuron], every {@code sampleInterval} steps; no rows without it
 */
record NeuronRun(int[][] stamps, double[][] timesMs, double[][][] samples) {
  private static final int CHUNK = 1000;

  /** Input that arrives (makes g jump) at the end of a step. */
  record Event(int step, double weight_nS) {}

  /**
   * What to run.
   *
   * @param neurons [neuron][parameter] in the order of the engine's table; they start at V_m = E_L,
   *     w = g = 0
   * @param sampleInterval steps between samples of every variable, 0: none
   */
  record Setup(
      double dtMs,
      int steps,
      List<double[]> neurons,
      List<Event> events,
      int sampleInterval,
      SpikeTimes spikeTimes) {
    /** One neuron on the grid, as NEST runs it. */
    static Setup single(
        Variant variant, double[] neuron, int steps, List<Event> events, int sampleInterval) {
      double dtMs = variant.resolutionMs();
      return new Setup(dtMs, steps, List.of(neuron), events, sampleInterval, SpikeTimes.GRID);
    }
  }

  /** A spike with the time from it to its stamp. */
  private record Spike(int stamp, double offsetMs) {}

  static NeuronRun of(Setup setup) {
    int neurons = setup.neurons().size();
    List<List<Spike>> spikes = new ArrayList<>();
    List<double[][]> samples = new ArrayList<>();
    Map<Double, Integer> ports = new TreeMap<>();
    try (SpikingEngine engine = build(setup, ports)) {
      for (int n = 0; n < neurons; n++) {
        spikes.add(new ArrayList<>());
      }
      Inputs inputs = new Inputs(setup.events(), ports, neurons);
      for (int first = 0; first < setup.steps(); first += CHUNK) {
        int steps = Math.min(CHUNK, setup.steps() - first);
        try (Arena arena = Arena.ofConfined()) {
          inputs.put(engine, arena, first, steps);
          engine.advance(steps);
          collect(engine, arena, spikes, steps);
          sample(engine, arena, setup.sampleInterval(), steps, samples, neurons);
        }
      }
    }
    boolean exact = setup.spikeTimes() == SpikeTimes.EXACT;
    return new NeuronRun(
        spikes.stream()
            .map(train -> train.stream().mapToInt(Spike::stamp).toArray())
            .toArray(int[][]::new),
        spikes.stream()
            .map(train ->
                train.stream()
                    .mapToDouble(s -> s.stamp() * setup.dtMs() - (exact ? s.offsetMs() : 0))
                    .toArray())
            .toArray(double[][]::new),
        samples.toArray(double[][][]::new));
  }

  private static SpikingEngine build(Setup setup, Map<Double, Integer> ports) {
    SpikingEngine engine = new SpikingEngine(1, setup.dtMs(), 1, CHUNK);
    try {
      for (double[] params : setup.neurons()) {
        engine.addPopulation(
            new Population(
                1,
                params,
                NestReference.value(params, "E_L"),
                0,
                0,
                0,
                0,
                0,
                1,
                setup.spikeTimes()));
      }
      for (Event event : setup.events()) {
        if (!ports.containsKey(event.weight_nS())) {
          ports.put(
              event.weight_nS(), engine.addInput(event.weight_nS(), 0, setup.neurons().size()));
        }
      }
      for (int n = 0; n < setup.neurons().size() && setup.sampleInterval() > 0; n++) {
        engine.addRecorder(n, new long[] {0}, Variable.values(), setup.sampleInterval());
      }
      engine.build();
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Hands out the events as packets, one port for each weight. */
  private static final class Inputs {
    private final List<Event> events;
    private final Map<Double, Integer> ports;
    private final int neurons;
    private int next;

    Inputs(List<Event> events, Map<Double, Integer> ports, int neurons) {
      this.events = events;
      this.ports = ports;
      this.neurons = neurons;
    }

    void put(SpikingEngine engine, Arena arena, int first, int steps) {
      Map<Double, int[]> counts = new TreeMap<>();
      for (; next < events.size() && events.get(next).step() < first + steps; next++) {
        Event event = events.get(next);
        counts.computeIfAbsent(event.weight_nS(), _ -> new int[steps])[event.step() - first]++;
      }
      counts.forEach(
          (weight, count) -> engine.input(ports.get(weight), packet(arena, first, count)));
    }

    /** Every neuron is a group with the one id 0, as often as there are events. */
    private MemorySegment packet(Arena arena, int first, int[] count) {
      int[][][] ids = new int[count.length][neurons][];
      for (int step = 0; step < count.length; step++) {
        for (int n = 0; n < neurons; n++) {
          ids[step][n] = new int[count[step]];
        }
      }
      return SpikePacket.of(arena, first, ids).segment();
    }
  }

  private static void collect(
      SpikingEngine engine, Arena arena, List<List<Spike>> spikes, int steps) {
    int neurons = spikes.size();
    long most = (long) steps * neurons;
    MemorySegment out =
        arena.allocate(SpikePacket.bytes(steps, neurons, most) + (most + 1) * Double.BYTES, 8);
    engine.spikesWithOffsets(0, neurons, out);
    SpikePacket packet = new SpikePacket(out);
    for (int step = 0; step < steps; step++) {
      for (int n = 0; n < neurons; n++) {
        for (int spike = packet.begin(step, n); spike < packet.end(step, n); spike++) {
          int stamp = Math.toIntExact(packet.firstStep()) + step + 1;
          spikes.get(n).add(new Spike(stamp, packet.offset(spike)));
        }
      }
    }
  }

  private static void sample(
      SpikingEngine engine,
      Arena arena,
      int interval,
      int steps,
      List<double[][]> samples,
      int neurons) {
    if (interval == 0) {
      return;
    }
    int variables = Variable.values().length;
    int capacity = steps / interval + 1;
    MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE, (long) capacity * variables);
    int begin = samples.size();
    for (int n = 0; n < neurons; n++) {
      int rows = engine.samples(n, out, capacity);
      for (int row = 0; row < rows; row++) {
        if (n == 0) {
          samples.add(new double[variables][neurons]);
        }
        for (int v = 0; v < variables; v++) {
          samples.get(begin + row)[v][n] =
              out.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) row * variables + v);
        }
      }
    }
  }
}
