package org.fimbria.mpi;

import static org.assertj.core.api.Assertions.assertThat;

import org.fimbria.ranks.MpiRun;
import org.fimbria.ranks.RankTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MpiLinkIT {
  @Test
  void shouldKeepTheContractOfLinks() {
    MpiRun.Result result = MpiRun.with(1).main(RankTests.class, SelfLinks.class.getName());
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains(" passed, 0 failed");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void shouldCarryEpochsOfAllLengthsAndAllocateNothing(int ranks) {
    MpiRun.Result result = MpiRun.with(ranks).main(RingOfRanks.class);
    assertThat(result.exitCode()).as(result.output()).isZero();
    for (int rank = 0; rank < ranks; rank++) {
      assertThat(result.output()).contains("rank " + rank + " has closed the ring");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sender-releases, 'epoch 5: closed by source'",
    "receiver-releases, ': closed by target'",
    "sender-is-silent, 'epoch 0: no answer of source (rank 0) for 300 ms'",
    "receiver-is-silent, ': no answer of target (rank 1) for 300 ms'"
  })
  void shouldEndTheOtherRanksWait(String trouble, String message) {
    MpiRun.Result result = MpiRun.with(2).main(TroubledRanks.class, trouble);
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("link source -> target, ").contains(message);
  }

  @Test
  void shouldNameTheEpochThatIsTooLong() {
    MpiRun.Result result = MpiRun.with(2).main(TroubledRanks.class, "epoch-is-too-long");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("link source -> target, epoch 2: 536870913 bytes are too many");
  }

  @Test
  void shouldEndWaitsWithTheReasonOfTheAbort() {
    MpiRun.Result result = MpiRun.with(2).main(TroubledRanks.class, "abort");
    assertThat(result.output()).contains("spiking failed in epoch 7");
  }
}
