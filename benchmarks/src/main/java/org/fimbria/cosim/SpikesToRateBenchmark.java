package org.fimbria.cosim;

import static org.fimbria.benchmarks.Experiments.STEPS_PER_EPOCH;

import java.util.concurrent.TimeUnit;
import org.fimbria.benchmarks.Experiments;
import org.fimbria.benchmarks.SpikeReader;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.spiking.SpikingNetwork;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to turn a region's spikes into its rate?
 *
 * <p>Method: the spikes of one epoch of the 8,000 excitatory neurons of right CA1, which fire at 5
 * Hz, are copied out of the engine and transformed, again and again.
 *
 * <p>Results: ns per epoch of 20 steps; {@code spikes}, ns per spike.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SpikesToRateBenchmark {
  private static final double DT_MS = 0.1;
  private static final int WINDOW_STEPS = 200;
  private static final int SETTLING_STEPS = 5000;

  private final GrowingMemory rates = new GrowingMemory();
  private SpikingEngine engine;
  private SpikeReader reader;
  private SpikesToRate transformer;
  private long step;

  /** What one call did. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    public long spikes;
  }

  @Setup
  public void build() {
    SpikingNetwork network =
        Experiments.withoutSynapses(Experiments.network(Experiments.driven(560, 480)));
    engine = network.engine(46, DT_MS, 1, SETTLING_STEPS);
    engine.advance(SETTLING_STEPS);
    engine.advance(STEPS_PER_EPOCH);
    reader = new SpikeReader();
    transformer =
        new SpikesToRate(network.populations().getFirst().population().size(), WINDOW_STEPS, DT_MS);
  }

  @Benchmark
  public long epoch(Work work) {
    SpikePacket packet = reader.read(engine, 0, 1);
    work.spikes += packet.count();
    step += STEPS_PER_EPOCH;
    return transformer.transform(step, STEPS_PER_EPOCH, packet.segment(), rates);
  }

  @TearDown
  public void close() {
    engine.close();
    reader.close();
    rates.close();
  }
}
