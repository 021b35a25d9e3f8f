package org.fimbria.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.fimbria.launch.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a live view shows of a run, and that it changes nothing. */
@Timeout(120)
class LiveViewNativeTest {
  @TempDir Path folder;

  @Test
  void shouldShowTheLastMomentsWhileTheRunGoesOn() throws Exception {
    try (LiveRun live = new LiveRun(folder.resolve("run"), "duration=1e6")) {
      live.awaitGoing();
      JsonNode document = awaitTimers(live);
      assertThat(document.at("/live/status").asText()).isEqualTo("running");
      assertThat(document.at("/live/duration").asDouble()).isEqualTo(1e6);
      JsonNode run = document.at("/runs/0");
      assertThat(run.path("regions").findValuesAsText("name"))
          .containsExactly("Right_Field_CA1", "Left_Field_CA1");
      double to = document.at("/live/raster/to").asDouble();
      for (JsonNode region : run.path("regions")) {
        JsonNode t = region.at("/raster/inhibitory/t");
        assertThat(t.size()).isBetween(1, 15_000);
        assertThat(t)
            .allSatisfy(each -> assertThat(each.asDouble()).isBetween(to - 1000, to + 0.05));
        // The latest bin is shown when the next one has begun.
        int bins = (int) Math.ceil(to / 5) - 1;
        assertThat(region.at("/rates/inhibitory/y").size()).isEqualTo(bins);
        assertThat(region.at("/toBrain/y").size()).isPositive();
      }
      assertThat(run.at("/brain/rates")).hasSize(104);
      assertThat(run.path("flow")).hasSize(8);
      assertThat(run.at("/timers/modules").findValuesAsText("name"))
          .containsExactly("spiking", "neuralmass");
    }
  }

  private static JsonNode awaitTimers(LiveRun live) throws Exception {
    JsonNode document = live.document();
    while (document.at("/runs/0/timers/modules").size() < 2
        || document.at("/live/raster/to").asDouble() < 200) {
      Thread.sleep(100);
      document = live.document();
    }
    return document;
  }

  @Test
  void shouldTellTheEndToWhoLooksAndLeaveTheRecordAsItIs() throws Exception {
    String[] sets = {"duration=300"};
    RunResult alone;
    try (LiveRun unseen = new LiveRun(folder.resolve("unseen"), sets)) {
      alone = unseen.await();
    }
    try (LiveRun live = new LiveRun(folder.resolve("run"), sets)) {
      JsonNode document = live.document();
      while (document.at("/live/status").asText().equals("running")) {
        Thread.sleep(20);
        document = live.document();
      }
      RunResult result = live.await();
      assertThat(result.hash()).isEqualTo(alone.hash());
      assertThat(document.at("/live/status").asText()).isEqualTo("complete");
      assertThat(document.at("/live/simulated").asDouble()).isEqualTo(300);
      assertThat(document.at("/live/report").asText()).endsWith("run/report.html");
      assertThat(document.at("/live/directory").asText()).isEqualTo(result.directory().toString());
      // All that was recorded was seen.
      JsonNode population = document.at("/runs/0/about/populations/1");
      assertThat(population.path("rate").asDouble())
          .isCloseTo(
              result.meanRates().get(population.path("name").asText()), withinPercentage(0.1));
    }
  }
}
