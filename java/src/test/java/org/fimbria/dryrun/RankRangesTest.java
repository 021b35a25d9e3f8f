package org.fimbria.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankRangesTest {
  @Test
  void shouldWriteNeighboursAsARange() {
    assertThat(RankRanges.text(List.of(0))).isEqualTo("0");
    assertThat(RankRanges.text(List.of(0, 2, 3, 4, 7))).isEqualTo("0, 2-4, 7");
    assertThat(RankRanges.text(List.of(1, 2))).isEqualTo("1-2");
  }
}
