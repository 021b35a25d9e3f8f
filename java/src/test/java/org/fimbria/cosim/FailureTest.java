package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import org.fimbria.natives.NativeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault anywhere ends the whole run with its reason. */
@Timeout(60)
class FailureTest {
  private static final String LONG = "duration=1000000";

  @Test
  void shouldNameTheModuleAndEpochOfTheFirstFailure() throws InterruptedException {
    Sink broken =
        new TestSink(() -> {
          throw new IllegalStateException("the disk is on fire");
        });
    Failure failure = fail(Optional.of(broken), _ -> {}, LONG).orElseThrow();
    assertThat(failure.text()).isEqualTo("record.spiking failed in epoch 0: the disk is on fire");
  }

  @Test
  void shouldSurviveAnErrorThatNoCodeExpects() throws InterruptedException {
    Sink broken =
        new TestSink(() -> {
          throw new StackOverflowError();
        });
    Failure failure = fail(Optional.of(broken), _ -> {}, LONG).orElseThrow();
    assertThat(failure.cause()).isInstanceOf(StackOverflowError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spiking", "neuralmass", "rates_to_spikes", "spikes_to_rate", "record.spiking"})
  void shouldEndWhenAModulesThreadIsKilled(String module) throws InterruptedException {
    Failure failure =
        fail(Optional.of(new TestSink(() -> {})), _ -> interrupt(module), LONG).orElseThrow();
    assertThat(failure.text()).containsIgnoringCase("interrupted");
  }

  @Test
  void shouldEndWhenAModuleHangs() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Sink hanging =
        new TestSink(() -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Failure failure =
        fail(Optional.of(hanging), _ -> {}, LONG, "run.link_timeout=0.2").orElseThrow();
    assertThat(failure.text()).contains("for 200 ms; not waiting themselves: record.spiking");
    never.countDown();
  }

  @Test
  void shouldSayWhichNeuronLeftTheNumbers() throws InterruptedException {
    Failure failure =
        fail(Optional.empty(), _ -> {}, "spiking.populations.excitatory.params.I_e=-1e6")
            .orElseThrow();
    assertThat(failure.module()).isEqualTo("spiking");
    assertThat(failure.text()).contains("neuron").contains("V_m").contains("step");
  }

  @Test
  void shouldNameTheRankThatTheLeadAnswersFor() {
    var told = new NativeException(-1, "fim_spiking_advance", "neuron 7, step 3: V_m = nan");
    Failure failure =
        Failure.of(1, "spiking", 5, new FollowerException(3, "spiking.2", told), List.of());
    assertThat(failure.text())
        .isEqualTo("rank 3 (spiking.2) failed in epoch 5: neuron 7, step 3: V_m = nan");
    assertThat(failure.isConsequence()).isFalse();
  }

  private static Optional<Failure> fail(
      Optional<Sink> spikes, LongConsumer progress, String... sets) throws InterruptedException {
    Sinks sinks = new Sinks(spikes, List.of(), List.of());
    try (CoSimulation simulation = new CoSimulation(SmallBrain.plan(sets), sinks)) {
      return simulation.run(progress);
    }
  }

  private static void interrupt(String module) {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(module))
        .forEach(Thread::interrupt);
  }

  /** Does something for each portion. */
  private record TestSink(Runnable action) implements Sink {
    @Override
    public void append(MemorySegment data, long bytes) {
      action.run();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
