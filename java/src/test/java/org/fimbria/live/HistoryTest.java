package org.fimbria.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void shouldGiveTheMeanOfEachCompleteBin() {
    History history = new History(10, 2);
    for (int row = 0; row < 8; row++) {
      history.begin(row / 3);
      history.add(0, row);
      history.add(1, -row);
    }
    assertThat(history.first()).isZero();
    assertThat(history.end()).isEqualTo(2);
    assertThat(history.means(0)).containsExactly(1, 4);
    assertThat(history.means(1)).containsExactly(-1, -4);
  }

  @Test
  void shouldForgetBinsThatHaveNoRoom() {
    History history = new History(4, 1);
    for (int bin = 0; bin < 11; bin++) {
      history.begin(bin);
      history.add(0, bin);
    }
    assertThat(history.first()).isEqualTo(7);
    assertThat(history.means(0)).containsExactly(7, 8, 9);
  }

  @Test
  void shouldHaveNoValueInBinsWithoutRows() {
    History history = new History(4, 1);
    history.begin(0);
    history.add(0, 5);
    history.begin(2);
    history.begin(3);
    assertThat(history.means(0)).containsExactly(5, Double.NaN, 0);
  }

  @Test
  void shouldBeEmptyAtTheBegin() {
    assertThat(new History(4, 1).means(0)).isEmpty();
  }
}
