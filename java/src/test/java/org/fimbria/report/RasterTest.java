package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RasterTest {
  private static final SpikingRegion REGION = new SpikingRegion("CA1", 80, 20);

  @Test
  void shouldShowEverySpikeWhereThereIsRoom() {
    Raster raster = new Raster(REGION, 4);
    raster.add("excitatory", 1.2, 79);
    raster.add("excitatory", 1.3, 0);
    raster.add("inhibitory", 0.1, 19);
    JsonNode node = raster.node();
    assertThat(node.path("every").asInt()).isEqualTo(1);
    assertThat(node.at("/excitatory/t").toString()).isEqualTo("[1.2,1.3]");
    assertThat(node.at("/excitatory/neuron").toString()).isEqualTo("[79,0]");
    assertThat(node.at("/inhibitory/neuron").toString()).isEqualTo("[19]");
    assertThat(node.at("/shown/inhibitory").asInt()).isEqualTo(20);
  }

  @Test
  void shouldShowEveryKthNeuronWithAllItsSpikesWhereThereAreTooMany() {
    Raster raster = new Raster(REGION, 0, 150);
    for (int time = 0; time < 50; time++) {
      for (int neuron = 0; neuron < 80; neuron++) {
        raster.add("excitatory", time, neuron);
      }
      for (int neuron = 0; neuron < 20; neuron++) {
        raster.add("inhibitory", time, neuron);
      }
    }
    JsonNode node = raster.node();
    assertThat(node.path("every").asInt()).isEqualTo(64);
    assertThat(node.at("/shown/excitatory").asInt()).isEqualTo(2);
    assertThat(node.at("/shown/inhibitory").asInt()).isEqualTo(1);
    assertThat(node.at("/of/excitatory").asInt()).isEqualTo(80);
    assertThat(wholes(node.at("/excitatory/neuron"))).hasSize(100).containsOnly(0, 1);
    assertThat(wholes(node.at("/inhibitory/neuron"))).hasSize(50).containsOnly(0);
  }

  private static List<Integer> wholes(JsonNode array) {
    List<Integer> wholes = new ArrayList<>();
    array.forEach(value -> wholes.add(value.intValue()));
    return wholes;
  }
}
