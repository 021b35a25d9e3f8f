package org.fimbria.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.fimbria.natives.SpikingEngine.Population;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.junit.jupiter.api.Test;

/**
 * What the facades of ranks do where there is one rank; several are tested in C and as processes.
 */
final class SpikeExchangeNativeTest {
  private static SpikingEngine build() {
    SpikingEngine engine = new SpikingEngine(1, 0.1, 1, 10);
    double[] params =
        ModelTables.aeifParameters().stream()
            .flatMapToDouble(parameter -> DoubleStream.of(parameter.defaultValue()))
            .toArray();
    engine.addPopulation(new Population(4, params, -70, 0, 0, 0, 0, 0, 1, SpikeTimes.GRID));
    engine.build();
    return engine;
  }

  @Test
  void shouldLeadWithoutFollowers() {
    try (SpikingEngine engine = build()) {
      engine.advance(10);
      assertThat(engine.exchangeWaitNanos()).isZero();
      assertThat(engine.exchangeIoNanos()).isZero();
      engine.endFollowers();
      engine.advance(10);
      assertThatThrownBy(engine::follow)
          .isInstanceOf(NativeException.class)
          .hasMessageContaining("this rank leads");
    }
  }

  /** Either library is asked: the one that is missing is named, the one that is there answers. */
  @Test
  void shouldSayWhatAnExchangeByMpiNeeds() {
    boolean isBuilt = Files.exists(NativeLibrary.file("fimbria_mpi"));
    assertThatThrownBy(() -> SpikeExchange.mpi(0, List.of(0), Duration.ofSeconds(1)))
        .isInstanceOf(isBuilt ? NativeException.class : UnsatisfiedLinkError.class)
        .hasMessageContaining(isBuilt ? "MPI" : "libfimbria_mpi");
  }
}
