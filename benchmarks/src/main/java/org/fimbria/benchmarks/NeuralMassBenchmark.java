package org.fimbria.benchmarks;

import static org.fimbria.benchmarks.Experiments.STEPS_PER_EPOCH;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.ModelTables.Row;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.neuralmass.WholeBrain;
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
 * What does the whole brain cost without a spiking network?
 *
 * <p>Method: the 104 regions of mouse-ca1 with all delayed links, Heun (with noise in the mean
 * fields), dt 0.1 ms, no proxies, no samples, one call per epoch of 20 steps, in the calling
 * thread.
 *
 * <p>Results: {@code simulatedSeconds}, s per simulated second (on a quiet machine CPU time);
 * {@code regionSteps}, s per region and step.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class NeuralMassBenchmark {
  private static final double DT_MS = 0.1;

  /** A model and its options. */
  public enum Model {
    SECOND_ORDER_PUBLISHED("neuralmass.derivatives=published", "neuralmass.cross_terms=published"),
    SECOND_ORDER_CONSISTENT(
        "neuralmass.derivatives=consistent",
        "neuralmass.cross_terms=consistent",
        "neuralmass.params.weight_noise=0",
        "neuralmass.initial={E: 0.004, I: 0.008, W_e: 20}"),
    FIRST_ORDER("neuralmass.order=1"),
    WILSON_COWAN();

    private final List<String> sets;

    Model(String... sets) {
      this.sets = List.of(sets);
    }
  }

  @Param public Model model;

  private NeuralMassEngine engine;
  private int regions;

  /** What one call did. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    public double simulatedSeconds;
    public long regionSteps;
  }

  @Setup
  public void build(NativeVariant variant) {
    variant.select();
    WholeBrain brain =
        Experiments.mouseCa1(Experiments.and(List.of("spiking.regions=[]"), model.sets))
            .plan()
            .brain();
    regions = brain.weights().length;
    engine =
        model == Model.WILSON_COWAN
            ? wilsonCowan(brain)
            : brain.engine(46, DT_MS, List.of(), STEPS_PER_EPOCH);
  }

  @Benchmark
  public void epoch(Work work) {
    engine.advance(STEPS_PER_EPOCH);
    work.simulatedSeconds += STEPS_PER_EPOCH * DT_MS * 1e-3;
    work.regionSteps += (long) regions * STEPS_PER_EPOCH;
  }

  @TearDown
  public void close() {
    engine.close();
  }

  /** The same tracts; parameters and initial state are the model's own. */
  private static NeuralMassEngine wilsonCowan(WholeBrain brain) {
    String name = "wilson_cowan";
    int regions = brain.weights().length;
    double[] params =
        ModelTables.massParameters(name).stream().mapToDouble(Row::defaultValue).toArray();
    double[][] initial =
        ModelTables.massVariables(name).stream()
            .map(row -> DoubleStream.generate(row::defaultValue).limit(regions).toArray())
            .toArray(double[][]::new);
    return new NeuralMassEngine(
        new NeuralMassEngine.Config(
            46,
            DT_MS,
            name,
            NeuralMassEngine.Integrator.HEUN,
            params,
            brain.weights(),
            brain.delay_steps(),
            initial,
            new double[initial.length],
            new int[0],
            List.of(),
            STEPS_PER_EPOCH));
  }
}
