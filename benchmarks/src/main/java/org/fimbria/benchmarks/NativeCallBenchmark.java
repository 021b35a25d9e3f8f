package org.fimbria.benchmarks;

import java.util.concurrent.TimeUnit;
import org.fimbria.natives.NativeLibrary;
import org.fimbria.natives.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to call libfimbria from Java? The answer decides how much work one call should
 * carry: a simulator is called once per epoch, a transformer once per epoch and region.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class NativeCallBenchmark {
  private int step;

  /** The least that a call can do: no argument, a constant returned. */
  @Benchmark
  public int emptyCall() {
    return NativeLibrary.abiVersion();
  }

  /**
   * A call with a result array: temporary arena, call, copy to the heap. Philox itself is included.
   */
  @Benchmark
  public double[] twoUniformsIntoAnArray() {
    return Random.uniforms(42, Random.CONNECTOME, 0, step++, 0, 2);
  }
}
