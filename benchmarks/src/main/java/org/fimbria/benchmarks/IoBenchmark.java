package org.fimbria.benchmarks;

import static org.fimbria.benchmarks.Experiments.IN_DEGREE;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fimbria.launch.PreparedRun;
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
 * Where does the wall time of a co-simulation go: into simulation, or into exchange and waiting?
 *
 * <p>Method: whole runs of mouse-ca1 (asynchronous) as {@code fimbria run} does them, with all
 * spikes, membrane samples and rates recorded to files in a temporary folder. Every size has 500
 * synapses per neuron inside its region, so that activity is the same. CA1 fires from 0.3 s on. The
 * first run warms the JVM.
 *
 * <p>Results: s per run; those of {@link SimulatorTimes}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class IoBenchmark {
  @Param({"1000", "10000", "100000"})
  public int neuronsPerRegion;

  @Param({"0.1", "0.5", "2.0"})
  public String epochMs;

  @Param({"1", "2"})
  public int threads;

  @Param("1000")
  public int durationMs;

  private PreparedRun prepared;

  @Setup
  public void prepare() {
    prepared =
        Experiments.mouseCa1(
            Experiments.and(
                Experiments.sized(neuronsPerRegion, IN_DEGREE),
                List.of("epoch=" + epochMs, "duration=" + durationMs, "run.threads=" + threads)));
  }

  @Benchmark
  public MeasuredRun run(SimulatorTimes times) throws IOException, InterruptedException {
    MeasuredRun run = MeasuredRun.of(prepared);
    times.take(run);
    return run;
  }
}
