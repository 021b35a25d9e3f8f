package org.fimbria.mpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fimbria.ranks.MpiRun;
import org.fimbria.ranks.RankException;
import org.fimbria.ranks.Ranks;
import org.fimbria.ranks.RanksProviders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpiRanksIT {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void shouldConnectAllRanks(int ranks) {
    MpiRun.Result result = MpiRun.with(ranks).main(Everybody.class, Integer.toString(ranks));
    assertThat(result.exitCode()).as(result.output()).isZero();
    for (int rank = 0; rank < ranks; rank++) {
      assertThat(result.output()).contains("rank " + rank + " has met everybody");
    }
  }

  /** What each rank does. */
  static final class Everybody {
    private Everybody() {}

    public static void main(String[] arguments) throws InterruptedException {
      int expected = Integer.parseInt(arguments[0]);
      try (Ranks ranks = RanksProviders.find().connect(Duration.ofSeconds(20))) {
        assertThat(ranks.count()).isEqualTo(expected);
        assertThat(ranks.library()).startsWith("Open MPI v");
        gather(ranks);
        assertThat(ranks.places()).hasSize(expected).extracting(Ranks.Place::node).containsOnly(0);
        assertThat(ranks.places().get(ranks.rank()).pid()).isEqualTo(ProcessHandle.current().pid());
        talk(ranks);
        communicators(ranks);
        System.out.println("rank " + ranks.rank() + " has met everybody");
      }
    }

    private static void gather(Ranks ranks) {
      List<byte[]> all = ranks.allGather("x".repeat(ranks.rank()).getBytes(StandardCharsets.UTF_8));
      assertThat(all)
          .extracting(bytes -> bytes.length)
          .containsExactlyElementsOf(IntStream.range(0, ranks.count()).boxed().toList());
    }

    /**
     * Everybody sends everybody, itself too, three messages, one of them too long to be buffered.
     */
    private static void talk(Ranks ranks) throws InterruptedException {
      for (int target = 0; target < ranks.count(); target++) {
        for (int length : new int[] {0, 5, 1_000_000}) {
          byte[] content = new byte[length];
          ranks.send(target, content);
        }
      }
      List<List<Integer>> lengths = new ArrayList<>();
      IntStream.range(0, ranks.count()).forEach(source -> lengths.add(new ArrayList<>()));
      for (int left = 3 * ranks.count(); left > 0; ) {
        Optional<Ranks.Message> message = ranks.receive();
        if (message.isPresent()) {
          lengths.get(message.get().source()).add(message.get().content().length);
          left--;
        } else {
          Thread.sleep(1);
        }
      }
      assertThat(lengths).allSatisfy(of -> assertThat(of).containsExactly(0, 5, 1_000_000));
    }

    private static void communicators(Ranks ranks) {
      int last = ranks.count() - 1;
      long handle = ranks.communicator(List.of(last));
      assertThat(handle != 0).isEqualTo(ranks.rank() == last);
      assertThat(ranks.communicator(IntStream.range(0, ranks.count()).boxed().toList()))
          .isNotZero();
    }
  }

  /** A rank that does not come ends the others' wait. */
  static final class Alone {
    private Alone() {}

    public static void main(String[] arguments) throws InterruptedException {
      Ranks ranks = RanksProviders.find().connect(Duration.ofMillis(500));
      if (ranks.rank() == 0) {
        Thread.sleep(30_000);
      }
      try {
        ranks.allGather(new byte[1]);
      } catch (RankException e) {
        System.out.println(e.getMessage());
        ranks.abort("the test is over");
        ranks.close();
      }
      Runtime.getRuntime().halt(1);
    }
  }

  @Test
  void shouldNotWaitLongerThanTheTimeOut() {
    MpiRun.Result result = MpiRun.with(2).within(Duration.ofSeconds(20)).main(Alone.class);
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains("not all have come within 500 ms");
  }
}
