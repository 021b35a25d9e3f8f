package org.fimbria.cosim;

import static org.fimbria.benchmarks.Experiments.STEPS_PER_EPOCH;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.fimbria.benchmarks.Experiments;
import org.fimbria.benchmarks.NativeVariant;
import org.fimbria.benchmarks.Samples;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikeTrains.Process;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.spiking.SpikingNetwork;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does one spike cost that comes from a rate and reaches one neuron?
 *
 * <p>Method: the transformer and what the spiking engine does with its result. Two networks of 2 x
 * 10,000 neurons without synapses take turns: the right CA1 of one receives eight ports' trains of
 * 400 Hz per neuron (what mouse-ca1's single port has), the other nothing. Weights are 1e-12 nS, so
 * that both stay silent; the difference of their times and the time of the transformers is divided
 * by the mean number of spikes that arrive. 1 % of the events are shared, as in mouse-ca1.
 *
 * <p>Results: {@code nsPerEvent}, wall time per delivered event, the median of all epochs; {@code
 * transformerNsPerEvent}, the part of the transformers, which run in threads of their own in a
 * co-simulation; {@code bytesPerEvent}, what crosses the link.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RatesToSpikesBenchmark {
  private static final int PORTS = 8;
  private static final int SYNAPSES = 115;
  private static final int DELAY_STEPS = 1;
  private static final double RATE_HZ = 400;
  private static final double SHARED = 0.01;
  private static final double DT_MS = 0.1;
  private static final double WEIGHT_NS = 1e-12;

  @Param({"MULTIPLE_INTERACTION", "SINGLE_INTERACTION", "INDEPENDENT"})
  public Process process;

  @Param({"1", "2"})
  public int threads;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment coupling = arena.allocate(ValueLayout.JAVA_DOUBLE, STEPS_PER_EPOCH);
  private SpikingEngine receiving;
  private SpikingEngine idle;
  private List<Port> ports;
  private double eventsPerEpoch;
  private long step;

  /** One port's transformer and its result. */
  private record Port(int index, RatesToSpikes transformer, GrowingMemory packet) {}

  /** Cost of an event in each epoch of an iteration. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Cost {
    private final Samples whole = new Samples();
    private final Samples transformer = new Samples();
    private final Samples bytes = new Samples();

    @Setup(Level.Iteration)
    public void reset() {
      whole.clear();
      transformer.clear();
      bytes.clear();
    }

    public double nsPerEvent() {
      return whole.median();
    }

    public double transformerNsPerEvent() {
      return transformer.median();
    }

    public double bytesPerEvent() {
      return bytes.median();
    }
  }

  @Setup
  public void build(NativeVariant variant) {
    variant.select();
    SpikingNetwork network =
        Experiments.withoutSynapses(Experiments.network(Experiments.driven(0, 0)));
    SpikingNetwork.Region region = network.regions().getFirst();
    idle = network.engine(46, DT_MS, threads, STEPS_PER_EPOCH);
    SpikingNetwork.Input port =
        new SpikingNetwork.Input(region.firstPopulation(), region.sizes().size(), WEIGHT_NS);
    receiving =
        new SpikingNetwork(
                network.regions(),
                network.populations(),
                List.of(),
                Collections.nCopies(PORTS, port),
                List.of())
            .engine(46, DT_MS, threads, STEPS_PER_EPOCH);
    long[] sizes = region.sizes().stream().mapToLong(Long::longValue).toArray();
    ports =
        IntStream.range(0, PORTS)
            .mapToObj(index -> new Port(index, transformer(index, sizes), new GrowingMemory()))
            .toList();
    for (int i = 0; i < STEPS_PER_EPOCH; i++) {
      coupling.setAtIndex(ValueLayout.JAVA_DOUBLE, i, RATE_HZ * 1e-3 / SYNAPSES);
    }
    eventsPerEpoch = RATE_HZ * DT_MS * 1e-3 * STEPS_PER_EPOCH * PORTS * LongStream.of(sizes).sum();
  }

  @Benchmark
  public void epoch(Cost cost) {
    long packetBytes = 0;
    long begun = System.nanoTime();
    for (Port port : ports) {
      long bytes = port.transformer.transform(step, STEPS_PER_EPOCH, coupling, port.packet);
      receiving.input(port.index, port.packet.transfer(0).asSlice(0, bytes));
      packetBytes += bytes;
    }
    long transformed = System.nanoTime();
    receiving.advance(STEPS_PER_EPOCH);
    long received = System.nanoTime();
    idle.advance(STEPS_PER_EPOCH);
    long ended = System.nanoTime();
    step += STEPS_PER_EPOCH;
    cost.whole.add(((received - begun) - (ended - received)) / eventsPerEpoch);
    cost.transformer.add((transformed - begun) / eventsPerEpoch);
    cost.bytes.add(packetBytes / eventsPerEpoch);
  }

  @TearDown
  public void close() {
    receiving.close();
    idle.close();
    for (Port port : ports) {
      port.transformer.close();
      port.packet.close();
    }
    arena.close();
  }

  private RatesToSpikes transformer(int index, long[] sizes) {
    SpikeTrains trains = new SpikeTrains(46, index, DT_MS, process, SHARED, sizes, STEPS_PER_EPOCH);
    return new RatesToSpikes(trains, SYNAPSES, DELAY_STEPS, STEPS_PER_EPOCH);
  }
}
