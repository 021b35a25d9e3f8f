package org.fimbria.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once, small and in this JVM: they do not rot. */
class BenchmarksNativeTest {
  private static final Options SMALL =
      new OptionsBuilder()
          .forks(0)
          .warmupIterations(0)
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(20))
          .param("threads", "2")
          .param("neuronsPerRegion", "1000")
          .param("synapses", "100000")
          .param("epochMs", "2.0")
          .param("durationMs", "20")
          .param("regime", "asynchronous")
          .shouldFailOnError(true)
          .verbosity(VerboseMode.SILENT)
          .build();

  /** In which rounding or the noise of a short run may give zero or less. */
  private static final Set<String> DIFFERENCES =
      Set.of("nsPerEvent", "nsPerRoundTrip", "cpuSeconds", "rateHz", "exposedPercent");

  @Test
  void shouldGiveAPositiveNumberForEveryResult() throws RunnerException {
    Collection<RunResult> results = new Runner(SMALL).run();

    assertThat(results.stream().map(BenchmarksNativeTest::owner).collect(Collectors.toSet()))
        .contains("NeuronBenchmark", "IoBenchmark", "RatesToSpikesBenchmark");
    assertThat(results)
        .allSatisfy(run -> {
          assertThat(run.getPrimaryResult().getScore()).isPositive();
          run.getSecondaryResults().forEach(BenchmarksNativeTest::check);
        });
  }

  private static void check(String name, Result<?> result) {
    assertThat(result.getScore()).as(name).isFinite();
    if (!DIFFERENCES.contains(name)) {
      assertThat(result.getScore()).as(name).isPositive();
    }
  }

  private static String owner(RunResult run) {
    String[] names = run.getParams().getBenchmark().split("\\.");
    return names[names.length - 2];
  }
}
