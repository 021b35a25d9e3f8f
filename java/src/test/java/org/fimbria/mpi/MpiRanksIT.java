package org.fimbria.mpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.fimbria.ranks.MpiRun;
import org.fimbria.ranks.RankException;
import org.fimbria.ranks.Ranks;
import org.fimbria.ranks.RanksProviders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class MpiRanksIT {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void shouldConnectAllRanks(int ranks) {
    MpiRun.Result result = MpiRun.with(ranks).main(MeetingRanks.class, Integer.toString(ranks));
    assertThat(result.exitCode()).as(result.output()).isZero();
    for (int rank = 0; rank < ranks; rank++) {
      assertThat(result.output()).contains("rank " + rank + " has met everybody");
    }
  }

  @Test
  void shouldNotWaitLongerThanTheTimeOut() {
    MpiRun.Result result = MpiRun.with(2).main(AwaitedRank.class);
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains("not all have come within 5000 ms");
  }

  @Test
  void shouldTellNodesApartByTheirNames() {
    skipWithoutNamesOfItsOwn();
    MpiRun.Result result =
        MpiRun.with(3)
            .prefix(
                "exec unshare --uts sh -c"
                    + " 'hostname node$((OMPI_COMM_WORLD_RANK % 2)); exec \"$@\"' sh \"$@\"")
            .main(PlacedRank.class);
    assertThat(result.output().lines().sorted())
        .containsExactly(
            "rank 0 of 3 on node 0, node0",
            "rank 1 of 3 on node 1, node1",
            "rank 2 of 3 on node 0, node0");
  }

  @Test
  void shouldShareAJobWithProgramsOfAnotherColour() {
    MpiRun.Result result =
        MpiRun.with(3)
            .prefix("export FIMBRIA_COLOUR=$((OMPI_COMM_WORLD_RANK / 2))")
            .main(PlacedRank.class);
    assertThat(result.output().lines().map(line -> line.split(" on ")[0]).sorted())
        .containsExactly("rank 0 of 1", "rank 0 of 2", "rank 1 of 2");
  }

  private static void skipWithoutNamesOfItsOwn() {
    try {
      if (new ProcessBuilder("unshare", "--uts", "true").start().waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      throw new TestAbortedException("no second node: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new TestAbortedException("no second node: a host name of its own needs root");
  }

  /** Says where it is. */
  static final class PlacedRank {
    private PlacedRank() {}

    public static void main(String[] arguments) {
      try (Ranks ranks = RanksProviders.find().connect(Duration.ofSeconds(20))) {
        Ranks.Place place = ranks.places().get(ranks.rank());
        // In one piece: the ranks write to the same file.
        System.out.println(
            "rank %d of %d on node %d, %s"
                .formatted(ranks.rank(), ranks.count(), place.node(), place.host()));
      }
    }
  }

  /** Rank 0 does not come; the other one says how its wait has ended. */
  static final class AwaitedRank {
    private AwaitedRank() {}

    public static void main(String[] arguments) throws InterruptedException {
      Ranks ranks = RanksProviders.find().connect(Duration.ofSeconds(5));
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
}
