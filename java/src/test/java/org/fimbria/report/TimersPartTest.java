package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersPartTest {
  @Test
  void shouldSumNeighbouringEpochsIntoBars() {
    ObjectNode timers = new ObjectMapper().createObjectNode().put("epoch_ms", 2.0);
    ObjectNode module = timers.putObject("modules").putObject("spiking");
    module.put("total", 5_000_000_000L).put("wait", 1_500_000_000L).put("epochs_per_entry", 2);
    ObjectNode perEpoch = module.putObject("per_epoch");
    for (String phase : List.of("simulation", "wait", "io")) {
      ArrayNode nanos = perEpoch.putArray(phase);
      for (int epoch = 0; epoch < 1300; epoch++) {
        nanos.add(1_000_000L * epoch);
      }
    }
    JsonNode spiking = TimersPart.of(timers).path("modules").get(0);
    assertThat(spiking.path("total").doubleValue()).isEqualTo(5);
    assertThat(spiking.path("wait").doubleValue()).isEqualTo(1.5);
    assertThat(spiking.has("io")).isFalse();
    JsonNode bars = spiking.path("perEpoch");
    assertThat(bars.path("width").asInt()).isEqualTo(12);
    assertThat(bars.path("t")).hasSize(434);
    assertThat(bars.path("t").get(433).asInt()).isEqualTo(433 * 12);
    assertThat(bars.path("simulation").get(1).doubleValue()).isEqualTo(0.012);
    assertThat(bars.path("io").get(433).doubleValue()).isEqualTo(1.299);
    double sum = 0;
    for (JsonNode bar : bars.path("wait")) {
      sum += bar.doubleValue();
    }
    assertThat(sum).isCloseTo(1e-3 * 1300 * 1299 / 2, within(0.1));
  }
}
