package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fimbria.experiment.Experiment.PlacementMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agreement on an end, in every order in which things can happen. */
class CoordinatorTest {
  /** Ranks 0 to 2 enter epochs by themselves, rank 3 follows rank 2. */
  private static final Placement PLACEMENT =
      Placement.of(new PlacementMap(0, 1, 1, List.of(2, 3)), 4, true);

  private static final int COUPLED = 3;

  /** What links allow. */
  private static final long LONGEST_LEAD = 2;

  /** What can happen next: somebody does something. */
  private record Move(String what, int rank) {}

  /** A run as far as a sequence of moves has brought it. */
  private static final class World {
    private final Coordinator coordinator = new Coordinator(PLACEMENT, this::tell);
    private final List<Deque<Signal>> toRank = new ArrayList<>();
    private final List<Deque<Signal>> fromRank = new ArrayList<>();
    private final long[] entered = {-1, -1, -1};
    private final long[] end = new long[COUPLED];
    private final boolean[] begun = new boolean[COUPLED];
    private final boolean[] frozen = new boolean[COUPLED];
    private final StringBuilder heard = new StringBuilder();
    private int stops;

    World(int stops, long epochs) {
      this.stops = stops;
      Arrays.fill(end, epochs);
      for (int rank = 0; rank < PLACEMENT.ranks(); rank++) {
        toRank.add(new ArrayDeque<>());
        fromRank.add(new ArrayDeque<>());
      }
      fromRank.forEach(queue -> queue.add(new Signal.Ready()));
      hear(3); // when the follower is ready makes no difference to the others
    }

    private void tell(int rank, Signal signal) {
      toRank.get(rank).add(signal);
    }

    private void hear(int rank) {
      Signal signal = fromRank.get(rank).remove();
      heard.append(rank).append(signal).append(';');
      coordinator.hear(rank, signal);
    }

    List<Move> moves() {
      List<Move> moves = new ArrayList<>();
      long last = Arrays.stream(entered).min().orElseThrow();
      for (int rank = 0; rank < COUPLED; rank++) {
        if (begun[rank]
            && !frozen[rank]
            && entered[rank] + 1 < end[rank]
            && entered[rank] < last + LONGEST_LEAD) {
          moves.add(new Move("enter", rank));
        }
        if (!toRank.get(rank).isEmpty()) {
          moves.add(new Move("obey", rank));
        }
        if (!fromRank.get(rank).isEmpty()) {
          moves.add(new Move("hear", rank));
        }
        if (stops > 0) {
          moves.add(new Move("ask", rank));
        }
      }
      return moves;
    }

    void make(Move move) {
      int rank = move.rank();
      switch (move.what()) {
        case "enter" -> entered[rank]++;
        case "hear" -> hear(rank);
        case "ask" -> {
          stops--;
          fromRank.get(rank).add(new Signal.StopAsked());
        }
        default -> obey(rank, toRank.get(rank).remove());
      }
    }

    private void obey(int rank, Signal signal) {
      switch (signal) {
        case Signal.Begin _ -> begun[rank] = true;
        case Signal.Freeze _ -> {
          frozen[rank] = true;
          fromRank.get(rank).add(new Signal.Entered(entered[rank]));
        }
        case Signal.End(long epoch) -> {
          frozen[rank] = false;
          end[rank] = Math.min(end[rank], epoch);
        }
        default -> throw new AssertionError(signal);
      }
    }

    String key() {
      return Arrays.toString(entered)
          + Arrays.toString(end)
          + Arrays.toString(begun)
          + Arrays.toString(frozen)
          + toRank
          + fromRank
          + heard
          + stops;
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 3", "2, 1"})
  void shouldEndAllAfterTheSameEpochInEveryOrderOfEvents(int stops, long epochs) {
    Set<String> seen = new HashSet<>();
    Deque<List<Move>> open = new ArrayDeque<>();
    open.add(List.of());
    Set<Long> ends = new HashSet<>();
    while (!open.isEmpty()) {
      List<Move> made = open.removeLast();
      World world = new World(stops, epochs);
      made.forEach(world::make);
      if (!seen.add(world.key())) {
        continue;
      }
      List<Move> moves = world.moves();
      if (moves.isEmpty()) {
        assertEnded(world, made);
        ends.add(world.end[0]);
      }
      for (Move move : moves) {
        List<Move> longer = new ArrayList<>(made);
        longer.add(move);
        open.add(longer);
      }
    }
    assertThat(ends).hasSize(stops == 0 ? 1 : (int) epochs + 1);
  }

  private static void assertEnded(World world, List<Move> made) {
    assertThat(world.frozen).as("%s", made).doesNotContain(true);
    assertThat(world.end).as("%s", made).containsOnly(world.end[0]);
    assertThat(world.entered).as("%s", made).containsOnly(world.end[0] - 1);
    assertThat(world.toRank.get(3)).containsExactly(new Signal.Begin());
  }

  @Test
  void shouldTellAllOthersOfTheFirstFailureAndRankZeroOfEach() {
    List<String> told = new ArrayList<>();
    Coordinator coordinator =
        new Coordinator(
            PLACEMENT, (rank, signal) -> told.add(rank + " " + ((Signal.Failed) signal).reason()));
    coordinator.hear(2, new Signal.Failed(2, "spiking", 5, "no answer", true));
    coordinator.hear(1, new Signal.Failed(1, "rates_to_spikes", 5, "broken", false));
    coordinator.hear(0, new Signal.Failed(0, "neuralmass", 5, "no answer", true));
    assertThat(told).containsExactly("0 no answer", "1 no answer", "3 no answer", "0 broken");
  }

  @Test
  void shouldNotBeginBeforeAllAreReady() {
    List<Integer> told = new ArrayList<>();
    Coordinator coordinator = new Coordinator(PLACEMENT, (rank, _) -> told.add(rank));
    for (int rank = 3; rank >= 0; rank--) {
      assertThat(told).isEmpty();
      coordinator.hear(rank, new Signal.Ready());
    }
    assertThat(told).containsExactly(0, 1, 2, 3);
  }

  @Test
  void shouldSendNothingToARankThatIsLost() {
    List<Integer> told = new ArrayList<>();
    Coordinator coordinator = new Coordinator(PLACEMENT, (rank, _) -> told.add(rank));
    coordinator.hear(2, new Signal.Lost(new Signal.Failed(3, "spiking.1", 5, "killed", false)));
    assertThat(told).containsExactly(0, 1);
  }

  @Test
  void shouldTellARankOfTheFailureThatItsLeadAnswersFor() {
    List<Integer> told = new ArrayList<>();
    Coordinator coordinator = new Coordinator(PLACEMENT, (rank, _) -> told.add(rank));
    coordinator.hear(2, new Signal.Failed(3, "spiking.1", 5, "V_m = nan", false));
    assertThat(told).containsExactly(0, 1, 3);
  }

  @Test
  void shouldReadALossAsItWasWritten() {
    Signal lost = new Signal.Lost(new Signal.Failed(3, "spiking.1", 5, "killed", false));
    assertThat(Signal.of(lost.message())).isEqualTo(lost);
  }
}
