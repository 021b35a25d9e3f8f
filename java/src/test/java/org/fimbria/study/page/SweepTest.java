package org.fimbria.study.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;
import org.junit.jupiter.api.Test;

class SweepTest {
  private final List<Trial> trials = new ArrayList<>();

  @Test
  void shouldOrderThePointsOfASweepByItsAxis() {
    add(new MadeUp("sizes", "b", 1).with(Column.NEURONS, 300));
    add(new MadeUp("sizes", "a", 1).with(Column.NEURONS, 20));
    Sweep sweep = Sweep.of(trials).getFirst();
    assertThat(sweep.axis()).isEqualTo(Axis.NEURONS);
    assertThat(sweep.setting()).isEqualTo("epochs of 2.1 ms");
    assertThat(sweep.points()).extracting(sweep::x).containsExactly(20.0, 300.0);
  }

  @Test
  void shouldShowASweepOverTwoSizesAsTwo() {
    for (int neurons : List.of(20_000, 40_000)) {
      for (String epoch : List.of("0.1", "1.0", "2.1")) {
        add(
            new MadeUp("epoch", neurons + epoch, 1)
                .with(Column.NEURONS, neurons)
                .with(Column.EPOCH_MS, epoch));
      }
    }
    assertThat(Sweep.of(trials))
        .extracting(Sweep::axis, Sweep::setting, sweep -> sweep.points().size())
        .containsExactly(
            tuple(Axis.EPOCH, "20,000 neurons", 3), tuple(Axis.EPOCH, "40,000 neurons", 3));
  }

  @Test
  void shouldPutSweepsOverThreadsAndOverRanksIntoOneFigureWithEachSettingOnce() {
    for (int threads = 1; threads <= 4; threads++) {
      add(workers("threads", 1, threads));
    }
    for (int ranks = 1; ranks <= 3; ranks++) {
      add(workers("ranks", ranks, 1));
      add(workers("ranks", ranks, 2));
    }
    assertThat(Sweep.of(trials)).hasSize(1);
    Sweep sweep = Sweep.of(trials).getFirst();
    assertThat(sweep.curves())
        .extracting(Curve::name)
        .containsExactly(
            "threads of 1 process", "2 processes", "3 processes", "processes of 1 thread");
    assertThat(sweep.curves().getFirst().points())
        .extracting(sweep::x)
        .containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(sweep.curves().get(1).points()).extracting(sweep::x).containsExactly(2.0, 4.0);
    assertThat(sweep.curves().getLast().points())
        .extracting(sweep::x)
        .containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void shouldKeepNetworksThatTakeAsManyThreadsAsAreOfUseOnOneCurve() {
    add(new MadeUp("sizes", "a", 1).with(Column.NEURONS, 20).with(Column.THREADS, 1));
    add(new MadeUp("sizes", "b", 1).with(Column.NEURONS, 20_000).with(Column.THREADS, 2));
    assertThat(Sweep.of(trials).getFirst().curves())
        .singleElement()
        .satisfies(curve -> assertThat(curve.points()).hasSize(2));
  }

  @Test
  void shouldHaveACurveForEachNumberOfThreadsWhereThatIsSweptToo() {
    for (int threads = 1; threads <= 2; threads++) {
      for (int neurons : List.of(20, 200, 2000)) {
        add(
            new MadeUp("sizes", neurons + "x" + threads, 1)
                .with(Column.NEURONS, neurons)
                .with(Column.THREADS, threads)
                .key("run.threads", threads));
      }
    }
    assertThat(Sweep.of(trials).getFirst().curves())
        .extracting(Curve::name, curve -> curve.points().size())
        .containsExactly(tuple("1 process, threads: 1", 3), tuple("1 process, threads: 2", 3));
  }

  @Test
  void shouldCountOnlyThreadsOfRanksThatHaveAPartOfTheNetwork() {
    assertThat(Axis.THREADS.of(placed("modules").trial())).hasValue(2);
    assertThat(Axis.THREADS.of(placed("separate").trial())).hasValue(6);
    assertThat(Axis.THREADS.of(placed("shared").trial())).hasValue(8);
  }

  @Test
  void shouldLeaveOutPointsThatFailedAndSweepsOfOtherKeys() {
    add(new MadeUp("sizes", "a", 1).with(Column.NEURONS, 20));
    add(new MadeUp("sizes", "b", 1).with(Column.NEURONS, 30).with(Column.STATUS, "failed"));
    add(new MadeUp("grid", "a", 1).key("neuralmass.coupling", 0.1));
    assertThat(Sweep.of(trials))
        .singleElement()
        .satisfies(sweep -> assertThat(sweep.points()).hasSize(1));
  }

  @Test
  void shouldJoinLargerNetworksOfAnotherSweepForSpeedAndMemory() {
    add(new MadeUp("sizes", "a", 1).with(Column.NEURONS, 20));
    add(new MadeUp("sizes", "b", 1).with(Column.NEURONS, 30));
    add(new MadeUp("indegree", "a", 1).with(Column.NEURONS, 20));
    add(new MadeUp("indegree", "b", 1).with(Column.NEURONS, 30));
    add(new MadeUp("memory", "c", 1).with(Column.NEURONS, 600_000));
    add(new MadeUp("memory", "d", 1).with(Column.NEURONS, 800_000));
    for (int neurons : List.of(900_000, 990_000)) {
      add(
          new MadeUp("epochs", "e" + neurons, 1)
              .with(Column.NEURONS, neurons)
              .with(Column.EPOCH_MS, 1.0));
    }
    assertThat(Sweep.of(trials)).hasSize(4);
    assertThat(Sweep.sizes(Sweep.of(trials)).orElseThrow().points())
        .extracting(Point::sweep)
        .containsExactly("sizes", "sizes", "memory", "memory");
  }

  private static MadeUp workers(String sweep, int ranks, int threads) {
    return new MadeUp(sweep, ranks + "x" + threads, 1)
        .with(Column.RANKS, ranks)
        .with(Column.THREADS, threads)
        .with(Column.PLACEMENT, ranks > 1 ? "shared" : "");
  }

  private static MadeUp placed(String placement) {
    return workers("placement", 4, 2).with(Column.PLACEMENT, placement);
  }

  private void add(MadeUp made) {
    trials.add(made.trial());
  }
}
