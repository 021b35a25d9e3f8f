package org.fimbria.mpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.fimbria.ranks.Ranks.Place;
import org.junit.jupiter.api.Test;

class NodeMapTest {
  @Test
  void shouldNumberNodesInTheOrderOfTheirFirstRanks() {
    assertThat(places("b\n7\nm", "a\n8\nm", "b\n9\nm"))
        .containsExactly(new Place(0, "b", 7), new Place(1, "a", 8), new Place(0, "b", 9));
  }

  @Test
  void shouldTellContainersOfOneHostApartByTheirMemory() {
    assertThat(places("a\n1\nm 25", "a\n1\nm 26")).extracting(Place::node).containsExactly(0, 1);
  }

  @Test
  void shouldPutThisProcessBesideItself() {
    byte[] mine = NodeMap.mine("here");
    assertThat(NodeMap.of(List.of(mine, mine)))
        .containsOnly(new Place(0, "here", ProcessHandle.current().pid()));
  }

  private static List<Place> places(String... said) {
    return NodeMap.of(Stream.of(said).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
  }
}
