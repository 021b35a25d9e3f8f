package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.fimbria.cosim.LocalRun.Ended;
import org.fimbria.cosim.SmallBrain.Recorded;
import org.fimbria.experiment.Experiment.PlacementMap;
import org.fimbria.experiment.Experiment.PlacementRule;
import org.fimbria.experiment.Experiment.PlacementSpec;
import org.fimbria.experiment.Experiment.Transport;
import org.fimbria.natives.NeuralMassEngine.Monitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Modules spread over ranks, agreeing and failing together; the ranks are threads here, so that one
 * of them is the whole network.
 */
@Timeout(60)
class RanksTest {
  private static final String LONG = "duration=1000000";

  static Stream<Arguments> placements() {
    return Stream.of(
        Arguments.of(PlacementRule.SEPARATE, 2, Transport.AUTO),
        Arguments.of(PlacementRule.MODULES, 4, Transport.AUTO),
        Arguments.of(PlacementRule.MODULES, 4, Transport.MPI),
        Arguments.of(new PlacementMap(2, 1, 0, List.of(1)), 3, Transport.AUTO),
        Arguments.of(new PlacementMap(0, 1, 1, List.of(0)), 2, Transport.MPI),
        Arguments.of(PlacementRule.SHARED, 1, Transport.AUTO));
  }

  @ParameterizedTest
  @MethodSource("placements")
  void shouldRecordTheSameBitsWhereverTheModulesAre(
      PlacementSpec placement, int ranks, Transport transport) throws Exception {
    CoSimulationPlan plan = SmallBrain.plan("epoch=0.7");
    Recorded recorded = Recorded.empty(plan);
    LocalRun run = new LocalRun(plan, placement, ranks, transport);
    assertThat(run.run(run.sinks(recorded)))
        .allSatisfy(ended -> assertThat(ended.failure()).isEmpty());
    assertThat(recorded).isEqualTo(SmallBrain.run(plan));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldEndAllRanksAfterTheSameEpochWhoeverIsAskedToStop(int asked) throws Exception {
    CoSimulationPlan plan = SmallBrain.plan(LONG);
    LocalRun run = new LocalRun(plan, PlacementRule.MODULES, 4, Transport.AUTO);
    CountingSink spikes = new CountingSink(20, () -> run.control(asked).control().requestStop());
    CountingSink rates = new CountingSink(Long.MAX_VALUE, () -> {});
    List<Ended> ended = run.run(sinks(4, 3, spikes, 0, rates));
    assertThat(ended).allSatisfy(each -> assertThat(each.failure()).isEmpty());
    assertThat(ended).extracting(Ended::endEpoch).containsOnly(ended.getFirst().endEpoch());
    assertThat(spikes.epochs.get())
        .isEqualTo(ended.getFirst().endEpoch())
        .isGreaterThanOrEqualTo(20);
    assertThat(rates.epochs.get()).isEqualTo(ended.getFirst().endEpoch() + 1);
    assertThat(run.control(0).control().stopRequested()).isTrue();
  }

  @Test
  void shouldEndBeforeTheFirstEpochWhenAskedBeforeAllAreReady() throws Exception {
    LocalRun run = new LocalRun(SmallBrain.plan(LONG), PlacementRule.SEPARATE, 2, Transport.AUTO);
    run.control(1).control().requestStop();
    CountingSink never = new CountingSink(Long.MAX_VALUE, () -> {});
    List<Ended> ended = run.run(sinks(2, 1, never, 0, never));
    assertThat(ended).allSatisfy(each -> assertThat(each.failure()).isEmpty());
    assertThat(ended.getFirst().endEpoch()).isLessThan(100);
    assertThat(ended.getLast().endEpoch()).isEqualTo(ended.getFirst().endEpoch());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void shouldTellEveryRankOfTheFirstFailure(int failing) throws Exception {
    LocalRun run = new LocalRun(SmallBrain.plan(LONG), PlacementRule.MODULES, 4, Transport.AUTO);
    CountingSink broken =
        new CountingSink(
            5,
            () -> {
              throw new IllegalStateException("the disk is on fire");
            });
    CountingSink fine = new CountingSink(Long.MAX_VALUE, () -> {});
    List<Ended> ended =
        run.run(failing == 0 ? sinks(4, 3, fine, 0, broken) : sinks(4, 3, broken, 0, fine));
    String module = failing == 0 ? "record.neuralmass" : "record.spiking";
    assertThat(ended.getFirst().failure().orElseThrow().text())
        .isEqualTo("rank %d (%s) failed in epoch 4: the disk is on fire", failing, module);
    assertThat(ended).allSatisfy(each -> assertThat(each.failure()).isPresent());
  }

  @Test
  void shouldGiveTheFirstRankWhatTheOthersSee() throws Exception {
    LocalRun run = new LocalRun(SmallBrain.plan(LONG), PlacementRule.MODULES, 4, Transport.AUTO);
    for (int rank = 0; rank < 4; rank++) {
      byte[] mine = {(byte) rank};
      run.control(rank).onLook(() -> mine);
    }
    // A view that fails is no reason for the run to fail.
    run.control(2)
        .onLook(() -> {
          throw new IllegalStateException("the view is foggy");
        });
    assertThat(run.control(0).look()).isEmpty();
    CountingSink looking =
        new CountingSink(
            5,
            () -> {
              while (run.control(0).look().size() < 3) {
                Thread.onSpinWait();
              }
              run.control(0).control().requestStop();
            });
    CountingSink fine = new CountingSink(Long.MAX_VALUE, () -> {});
    assertThat(run.run(sinks(4, 3, looking, 0, fine)))
        .allSatisfy(ended -> assertThat(ended.failure()).isEmpty());
    assertThat(run.control(0).look())
        .containsExactlyInAnyOrder(new byte[] {1}, new byte[0], new byte[] {3});
  }

  @Test
  void shouldEndAllRanksWhenOneIsLost() throws Exception {
    LocalRun run = new LocalRun(SmallBrain.plan(LONG), PlacementRule.MODULES, 4, Transport.AUTO);
    CountingSink spikes =
        new CountingSink(5, () -> run.control(1).lost(2, 7, "its process was killed"));
    CountingSink rates = new CountingSink(Long.MAX_VALUE, () -> {});
    List<Ended> ended = run.run(sinks(4, 3, spikes, 0, rates));
    assertThat(ended.getFirst().failure().orElseThrow().text())
        .isEqualTo("rank 2 (spikes_to_rate) failed in epoch 7: its process was killed");
    assertThat(ended)
        .allSatisfy(each ->
            assertThat(each.failure().orElseThrow().text()).contains("its process was killed"));
  }

  private static List<Sinks> sinks(int ranks, int lead, Sink spikes, int brain, Sink rates) {
    return Stream.iterate(0, rank -> rank + 1)
        .limit(ranks)
        .map(rank ->
            new Sinks(
                rank == lead ? Optional.of(spikes) : Optional.empty(),
                List.of(),
                rank == brain ? List.of(new Sinks.Monitored(Monitor.state(1), rates)) : List.of()))
        .toList();
  }

  /** Counts epochs and does something in one of them. */
  private static final class CountingSink implements Sink {
    private final long when;
    private final Runnable action;
    private final AtomicLong epochs = new AtomicLong();

    CountingSink(long when, Runnable action) {
      this.when = when;
      this.action = action;
    }

    @Override
    public void append(MemorySegment data, long bytes) {
      if (epochs.incrementAndGet() == when) {
        action.run();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
