package org.fimbria.benchmarks;

import static org.fimbria.benchmarks.Experiments.STEPS_PER_EPOCH;

import java.util.concurrent.TimeUnit;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.spiking.SpikingNetwork;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does it take to build a network, and how much memory does it need?
 *
 * <p>Method: the networks of both regions of mouse-ca1, from the description to the first step that
 * could run, then closed; 10^5 synapses are 2 x 1,000 neurons with 50 each, 10^6 the same with 500,
 * 10^7 2 x 10,000 neurons with 500 (the reference experiment). Bytes are the engine's own count;
 * those per neuron are a network's without synapses, those per synapse what the synapses add.
 *
 * <p>Results: ms per network; {@code bytesPerNeuron}, {@code bytesPerSynapse}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(2)
public class ConstructionBenchmark {
  @Param({"100000", "1000000", "10000000"})
  public int synapses;

  @Param({"1", "2"})
  public int threads;

  private SpikingNetwork network;
  private long neurons;
  private long bytesWithoutSynapses;

  /** Memory of a network. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Memory {
    public double bytesPerNeuron;
    public double bytesPerSynapse;
  }

  @Setup
  public void describe() {
    int neuronsPerRegion = synapses < 10_000_000 ? 1000 : 10_000;
    network =
        Experiments.network(Experiments.sized(neuronsPerRegion, synapses / (2 * neuronsPerRegion)));
    neurons = network.neurons();
    try (SpikingEngine engine = engine(Experiments.withoutSynapses(network))) {
      bytesWithoutSynapses = engine.bytes();
    }
  }

  @Benchmark
  public long build(Memory memory) {
    try (SpikingEngine engine = engine(network)) {
      memory.bytesPerNeuron = (double) bytesWithoutSynapses / neurons;
      memory.bytesPerSynapse = (double) (engine.bytes() - bytesWithoutSynapses) / engine.synapses();
      return engine.synapses();
    }
  }

  private SpikingEngine engine(SpikingNetwork described) {
    return described.engine(46, 0.1, threads, STEPS_PER_EPOCH);
  }
}
