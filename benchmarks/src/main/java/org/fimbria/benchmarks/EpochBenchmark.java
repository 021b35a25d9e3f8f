package org.fimbria.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.RunResult;
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
 * How fast is the reference co-simulation?
 *
 * <p>Method: whole runs of mouse-ca1 (2 x 10,000 neurons, 104 second-order regions, dt 0.1 ms,
 * epoch 2 ms) as {@code fimbria run} does them, with all spikes, membrane samples and rates
 * recorded to files in a temporary folder. Epochs last from the first that a simulator enters to
 * the last that one leaves. The first run warms the JVM.
 *
 * <p>Results: s per run, start and end included; {@code msPerEpoch}; {@code realTimeFactor}, wall
 * time per simulated time after start-up; {@code cpuSeconds} of the whole process per simulated
 * second; those of {@link SimulatorTimes}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class EpochBenchmark {
  @Param({"asynchronous", "irregular-synchronous", "regular-bursting"})
  public String regime;

  /** A built-in connectome, or {@code file}: the one that FIMBRIA_CONNECTOME names. */
  @Param("synthetic-mouse")
  public String connectome;

  @Param({"1", "2"})
  public int threads;

  @Param("10000")
  public int durationMs;

  private PreparedRun prepared;

  /** Speed of a run. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Speed {
    public double msPerEpoch;
    public double realTimeFactor;
    public double cpuSeconds;
  }

  @Setup
  public void prepare(NativeVariant variant) {
    variant.select();
    prepared =
        Experiments.mouseCa1(
            regime,
            List.of(
                "connectome.source=" + source(),
                "duration=" + durationMs,
                "run.threads=" + threads));
  }

  @Benchmark
  public MeasuredRun run(Speed speed, SimulatorTimes times)
      throws IOException, InterruptedException {
    MeasuredRun run = MeasuredRun.of(prepared);
    times.take(run);
    RunResult result = run.result();
    speed.msPerEpoch = result.realTimeFactor() * result.simulatedMs() / run.epochs();
    speed.realTimeFactor = result.realTimeFactor();
    speed.cpuSeconds = run.cpuSeconds() / run.simulatedSeconds();
    return run;
  }

  private String source() {
    return connectome.equals("file") ? System.getenv("FIMBRIA_CONNECTOME") : connectome;
  }
}
