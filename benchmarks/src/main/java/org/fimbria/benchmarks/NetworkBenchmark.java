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
 * How does the cost of a neuron and step grow with the network, and what does a second thread
 * bring?
 *
 * <p>Method: the networks of both regions of mouse-ca1 with 500 incoming synapses per neuron at
 * every size, so that activity stays the same, driven by Poisson trains of 450 Hz: asynchronous, 1
 * Hz (excitatory) and 2 Hz (inhibitory). One call per epoch of 20 steps. 2 x 500,000 neurons need 3
 * GB.
 *
 * <p>Results: {@code neuronSteps}, wall time per neuron and step in ns, delivery included; {@code
 * buildSeconds}, wall time of building the network; {@code peakMegabytes}, most memory that the
 * process had; {@code rateHz}, mean rate of all neurons.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class NetworkBenchmark {
  private static final double DRIVE_HZ = 450;
  private static final double DT_MS = 0.1;
  private static final int SETTLING_STEPS = 2000;

  @Param({"10000", "100000", "500000"})
  public int neuronsPerRegion;

  @Param({"1", "2"})
  public int threads;

  private SpikingEngine engine;
  private int populations;
  private long neurons;
  private double buildSeconds;

  /** What one call did. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    public long neuronSteps;
  }

  /** What the network needs and does. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Facts {
    private final SpikeReader reader = new SpikeReader();
    private NetworkBenchmark network;
    private long spikes;
    private long epochs;

    @Setup(Level.Iteration)
    public void begin(NetworkBenchmark benchmark) {
      network = benchmark;
      spikes = 0;
      epochs = 0;
    }

    public double buildSeconds() {
      return network.buildSeconds;
    }

    public double peakMegabytes() {
      return ProcessMemory.peakBytes() * 1e-6;
    }

    public double rateHz() {
      return spikes / (network.neurons * epochs * STEPS_PER_EPOCH * DT_MS * 1e-3);
    }

    @TearDown
    public void close() {
      reader.close();
    }
  }

  @Setup
  public void build(NativeVariant variant) {
    variant.select();
    SpikingNetwork network =
        Experiments.network(
            Experiments.and(
                Experiments.sized(neuronsPerRegion, IN_DEGREE),
                Experiments.driven(DRIVE_HZ, DRIVE_HZ)));
    populations = network.populations().size();
    neurons = network.neurons();
    long begun = System.nanoTime();
    engine = network.engine(46, DT_MS, threads, STEPS_PER_EPOCH);
    buildSeconds = (System.nanoTime() - begun) * 1e-9;
    for (int step = 0; step < SETTLING_STEPS; step += STEPS_PER_EPOCH) {
      engine.advance(STEPS_PER_EPOCH);
    }
  }

  @Benchmark
  public void epoch(Work work, Facts facts) {
    engine.advance(STEPS_PER_EPOCH);
    work.neuronSteps += neurons * STEPS_PER_EPOCH;
    facts.spikes += facts.reader.read(engine, 0, populations).count();
    facts.epochs++;
  }

  @TearDown
  public void close() {
    engine.close();
  }
}
