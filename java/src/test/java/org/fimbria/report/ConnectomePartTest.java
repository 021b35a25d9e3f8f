package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.connectome.Connectome;
import org.junit.jupiter.api.Test;

class ConnectomePartTest {
  @Test
  void shouldShowASmallOneAsItIs() {
    JsonNode node = ConnectomePart.of(brain(3));
    assertThat(node.path("labels")).hasSize(3);
    assertThat(node.path("weights").get(2).get(1).asInt()).isEqualTo(2001);
    assertThat(node.path("lengths").get(0).get(2).asInt()).isEqualTo(2);
    assertThat(node.path("orientation").asText()).isEqualTo("row = target, column = source");
  }

  @Test
  void shouldShowMeansOverBlocksOfALargeOne() {
    JsonNode node = ConnectomePart.of(brain(501));
    assertThat(node.path("block").asInt()).isEqualTo(3);
    assertThat(node.path("weights")).hasSize(167).allSatisfy(row -> assertThat(row).hasSize(167));
    assertThat(node.path("labels").get(1).asText()).isEqualTo("region 3");
    assertThat(node.path("weights").get(1).get(2).asInt()).isEqualTo(4007);
  }

  /** Weight and length of a tract tell where it stands. */
  private static Connectome brain(int regions) {
    double[][] tracts = new double[regions][regions];
    for (int row = 0; row < regions; row++) {
      for (int column = 0; column < regions; column++) {
        tracts[row][column] = 1000 * row + column;
      }
    }
    List<String> labels = IntStream.range(0, regions).mapToObj(i -> "region " + i).toList();
    boolean[] none = new boolean[regions];
    return new Connectome(
        labels, tracts, tracts, new double[regions][3], none, none, new double[regions]);
  }
}
