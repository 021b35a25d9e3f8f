package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between epochs no module allocates: the collector has nothing to do however long a run is. */
@Timeout(60)
class AllocationTest {
  private static final long WARM_EPOCHS = 1000;
  private static final long MEASURED_EPOCHS = 1000;

  /** Half the smallest object: a buffer may still grow once, and the compiler leave some traces. */
  private static final double ALLOWED_BYTES_PER_EPOCH = 8;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private Map<String, Long> before = Map.of();
  private Map<String, Long> after = Map.of();
  private long firstEpoch;
  private long lastEpoch;

  @ParameterizedTest
  @ValueSource(strings = {"epoch=2.0", "epoch=0.3", "spiking.spike_times=exact"})
  void shouldNotAllocateBetweenEpochs(String set) throws InterruptedException {
    CoSimulationPlan plan = SmallBrain.plan("duration=1e8", "run.threads=1", "epoch=1.0", set);
    List<Sink> membrane =
        plan.network().recorders().stream().map(_ -> (Sink) new Nowhere()).toList();
    List<Sink> inputs = plan.network().regions().stream().map(_ -> (Sink) new Nowhere()).toList();
    List<Sinks.Monitored> brain =
        SmallBrain.monitors(plan).stream()
            .map(monitor -> new Sinks.Monitored(monitor, new Nowhere()))
            .toList();
    Sinks sinks = new Sinks(inputs, Optional.of(new Nowhere()), membrane, brain);
    try (CoSimulation simulation = new CoSimulation(plan, sinks)) {
      assertThat(simulation.run(epoch -> sample(simulation, epoch))).isEmpty();
      assertThat(before.keySet()).containsExactlyInAnyOrderElementsOf(simulation.moduleNames());
    }
    double allowed = ALLOWED_BYTES_PER_EPOCH * (lastEpoch - firstEpoch);
    assertThat(after)
        .allSatisfy((module, bytes) ->
            assertThat((double) (bytes - before.get(module)))
                .describedAs("bytes of %s in %d epochs", module, lastEpoch - firstEpoch)
                .isLessThan(allowed));
  }

  /** Called some times per second while the modules run. */
  private void sample(CoSimulation simulation, long epoch) {
    if (before.isEmpty() && epoch >= WARM_EPOCHS) {
      before = allocated(simulation.moduleNames());
      firstEpoch = epoch;
    } else if (!before.isEmpty() && after.isEmpty() && epoch >= firstEpoch + MEASURED_EPOCHS) {
      after = allocated(simulation.moduleNames());
      lastEpoch = epoch;
      simulation.control().requestStop();
    }
  }

  private Map<String, Long> allocated(List<String> modules) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> modules.contains(thread.getName()))
        .collect(
            Collectors.toMap(
                Thread::getName, thread -> threads.getThreadAllocatedBytes(thread.threadId())));
  }

  /** Takes everything. */
  private static final class Nowhere implements Sink {
    @Override
    public void append(MemorySegment data, long bytes) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
