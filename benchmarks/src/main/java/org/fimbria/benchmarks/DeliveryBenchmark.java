package org.fimbria.benchmarks;

import static org.fimbria.benchmarks.Experiments.IN_DEGREE;
import static org.fimbria.benchmarks.Experiments.STEPS_PER_EPOCH;

import java.util.concurrent.TimeUnit;
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
 * What does one synaptic event cost, a spike that reaches one target?
 *
 * <p>Method: the difference of two networks of 2 x 10,000 neurons that take turns, one with 500
 * incoming synapses per neuron and one with none. The synapses weigh 1e-12 of theirs, so that both
 * have the same spikes; Poisson trains of 800 Hz make 15 Hz of them, without synchrony. Events are
 * spikes x 500, the mean number of a neuron's targets.
 *
 * <p>Result: {@code nsPerEvent}, wall time per event in ns, the median of all epochs; times {@code
 * threads} it is time per core. The time of the benchmark itself is that of both networks and of
 * counting their spikes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class DeliveryBenchmark {
  private static final double DRIVE_HZ = 800;
  private static final int SETTLING_STEPS = 5000;

  @Param("10000")
  public int neuronsPerRegion;

  @Param({"1", "2"})
  public int threads;

  private SpikingEngine connected;
  private SpikingEngine unconnected;
  private SpikeReader reader;
  private int populations;

  /** Cost of an event in each epoch of an iteration. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Cost {
    private final Samples samples = new Samples();

    @Setup(Level.Iteration)
    public void reset() {
      samples.clear();
    }

    public double nsPerEvent() {
      return samples.median();
    }
  }

  @Setup
  public void build(NativeVariant variant) {
    variant.select();
    SpikingNetwork network =
        Experiments.withFaintSynapses(
            Experiments.network(
                Experiments.and(
                    Experiments.sized(neuronsPerRegion, IN_DEGREE),
                    Experiments.driven(DRIVE_HZ, DRIVE_HZ))));
    populations = network.populations().size();
    reader = new SpikeReader();
    connected = settled(network);
    unconnected = settled(Experiments.withoutSynapses(network));
  }

  @Benchmark
  public void epoch(Cost cost) {
    long begun = System.nanoTime();
    connected.advance(STEPS_PER_EPOCH);
    long between = System.nanoTime();
    unconnected.advance(STEPS_PER_EPOCH);
    long ended = System.nanoTime();
    double events = reader.read(connected, 0, populations).count() * IN_DEGREE;
    cost.samples.add(((between - begun) - (ended - between)) / events);
  }

  @TearDown
  public void close() {
    connected.close();
    unconnected.close();
    reader.close();
  }

  private SpikingEngine settled(SpikingNetwork network) {
    SpikingEngine engine = network.engine(46, 0.1, threads, SETTLING_STEPS);
    engine.advance(SETTLING_STEPS);
    return engine;
  }
}
