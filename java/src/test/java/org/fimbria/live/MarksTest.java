package org.fimbria.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarksTest {
  @Test
  void shouldGiveMarksAtTheEndOfTheirSteps() {
    Marks marks = new Marks(8);
    marks.add(3, 1);
    marks.add(5, 2);
    marks.add(5, 4);
    assertThat(marks.countSince(4)).isEqualTo(2);
    assertThat(marks.since(4, 0.1, 1)).hasToString("{\"t\":[0.6,0.6],\"neuron\":[2,4]}");
    assertThat(marks.since(4, 0.1, 4)).hasToString("{\"t\":[0.6],\"neuron\":[1]}");
  }

  @Test
  void shouldForgetTheOldestWhereThereIsNoRoom() {
    Marks marks = new Marks(3);
    for (int step = 0; step < 5; step++) {
      marks.add(step, step);
    }
    assertThat(marks.since(0, 1, 1)).hasToString("{\"t\":[3,4,5],\"neuron\":[2,3,4]}");
  }
}
