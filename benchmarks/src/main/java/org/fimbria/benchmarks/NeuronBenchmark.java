package org.fimbria.benchmarks;

import static org.fimbria.benchmarks.Experiments.STEPS_PER_EPOCH;

import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does one neuron cost in one step?
 *
 * <p>Method: both regions of mouse-ca1 (8000 excitatory and 2000 inhibitory neurons each) without
 * any synapse, one call per epoch of 20 steps. {@code SILENT}: no input, V_m at rest. {@code
 * FIRING}: independent Poisson trains of 1 nS (560 Hz to excitatory, 480 Hz to inhibitory neurons),
 * with which both fire at 5 Hz without synchrony; drawing these trains is part of the cost.
 *
 * <p>Result: {@code neuronSteps}, wall time per neuron and step in ns; times {@code threads} it is
 * time per core.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class NeuronBenchmark {
  private static final double RATE_HZ = 5;
  private static final double RATE_TOLERANCE_HZ = 1;
  private static final int SETTLING_STEPS = 5000;
  private static final int COUNTED_STEPS = 5000;

  /** What the neurons receive. */
  public enum Drive {
    SILENT(0, 0),
    FIRING(560, 480);

    private final double excitatory_rate_hz;
    private final double inhibitory_rate_hz;

    Drive(double excitatory_rate_hz, double inhibitory_rate_hz) {
      this.excitatory_rate_hz = excitatory_rate_hz;
      this.inhibitory_rate_hz = inhibitory_rate_hz;
    }
  }

  @Param({"SILENT", "FIRING"})
  public Drive drive;

  @Param("10000")
  public int neuronsPerRegion;

  @Param({"1", "2"})
  public int threads;

  private SpikingEngine engine;
  private long neurons;

  /** What one call did. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    public long neuronSteps;
  }

  @Setup
  public void build(NativeVariant variant) {
    variant.select();
    SpikingNetwork network =
        Experiments.withoutSynapses(
            Experiments.network(
                Experiments.and(
                    Experiments.sized(neuronsPerRegion, Experiments.IN_DEGREE),
                    Experiments.driven(drive.excitatory_rate_hz, drive.inhibitory_rate_hz))));
    neurons = network.neurons();
    engine = network.engine(46, 0.1, threads, SETTLING_STEPS);
    engine.advance(SETTLING_STEPS);
    engine.advance(COUNTED_STEPS);
    checkRates(network);
  }

  @Benchmark
  public void epoch(Work work) {
    engine.advance(STEPS_PER_EPOCH);
    work.neuronSteps += neurons * STEPS_PER_EPOCH;
  }

  @TearDown
  public void close() {
    engine.close();
  }

  private void checkRates(SpikingNetwork network) {
    double expected = drive == Drive.FIRING ? RATE_HZ : 0;
    List<SpikingNetwork.NamedPopulation> populations = network.populations();
    try (SpikeReader reader = new SpikeReader()) {
      for (int i = 0; i < populations.size(); i++) {
        long size = populations.get(i).population().size();
        double rate_hz = reader.read(engine, i, 1).count() / (size * COUNTED_STEPS * 1e-4);
        if (Math.abs(rate_hz - expected) > RATE_TOLERANCE_HZ) {
          throw new IllegalStateException(
              "%s fires at %.2f Hz, expected %.0f"
                  .formatted(populations.get(i).name(), rate_hz, expected));
        }
      }
    }
  }
}
