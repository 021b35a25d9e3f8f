package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents of runs that recorded little, or of which little is left. */
@Timeout(120)
class MissingDataNativeTest {
  @TempDir Path folder;

  @Test
  void shouldSayWhatWasNotRecorded() throws Exception {
    Path bare =
        SmallRun.in(
            folder.resolve("bare"),
            "name=mine",
            "duration=20",
            "record.spikes=false",
            "record.membrane.excitatory=null",
            "record.membrane.inhibitory=null",
            "record.rates.variables=[W_e]",
            "record.ecog.sensors=none",
            "record.lfp.method=none");
    JsonNode document = ReportData.read(bare, Window.DEFAULT);
    assertThat(document.path("absent").findValuesAsText("part"))
        .containsExactlyInAnyOrder("spikes", "membrane", "lfp", "rates", "ecog");
    assertThat(document.path("absent").findValuesAsText("why"))
        .contains("record.spikes: false", "record.lfp.method: none");
    assertThat(document.at("/about/populations")).hasSize(4);
    assertThat(document.at("/brain/connectome/labels")).hasSize(104);
    assertThat(document.at("/about/experiment").asText()).isEqualTo("mine");
    assertThat(document.at("/about/base").asText()).isEqualTo("mouse-ca1, regime asynchronous");
  }

  @Test
  void shouldShowWhatIsLeftOfARunThatWasCutOff() throws Exception {
    Path broken = SmallRun.in(folder.resolve("broken"), "duration=50");
    Files.delete(broken.resolve("timers.json"));
    Files.writeString(broken.resolve("provenance.json"), "{\"status\": \"runn");
    truncate(broken.resolve("spikes.h5"));
    Files.write(broken.resolve("ecog.h5"), new byte[0]);
    JsonNode document = ReportData.read(broken, Window.DEFAULT);
    assertThat(document.path("absent").findValuesAsText("part"))
        .contains("spikes", "ecog", "timers");
    assertThat(document.at("/about/status").asText()).isEqualTo("unknown");
    assertThat(document.at("/window/to").asInt()).isEqualTo(50);
    assertThat(document.at("/regions/0/lfp/sites")).hasSize(12);
    assertThat(document.at("/brain/rates")).hasSize(104);
  }

  @Test
  void shouldShowABrainWithoutSpikingRegions() throws Exception {
    Path brain = SmallRun.in(folder.resolve("brain"), "duration=50", "spiking.regions=[]");
    JsonNode document = ReportData.read(brain, Window.DEFAULT);
    assertThat(document.path("absent")).isEmpty();
    assertThat(document.path("regions")).isEmpty();
    assertThat(document.at("/brain/rates")).hasSize(104);
    assertThat(document.at("/brain/rates").findValues("spiking")).noneMatch(JsonNode::booleanValue);
  }

  @Test
  void shouldShowNothingOfARunThatFailedAtOnce() throws Exception {
    Path failed = SmallRun.in(folder.resolve("failed"), "duration=20");
    Files.writeString(
        failed.resolve("provenance.json"),
        """
        {"status": "failed", "reason": "spiking: no memory", "simulated_ms": 0.0, "wall_s": 0.0}
        """);
    JsonNode document = ReportData.read(failed, Window.DEFAULT);
    assertThat(document.at("/about/reason").asText()).isEqualTo("spiking: no memory");
    assertThat(document.at("/window/to").asInt()).isZero();
    assertThat(document.path("absent").findValuesAsText("part")).containsExactly("spectra");
    assertThat(document.at("/regions/0/raster/excitatory/t")).isEmpty();
    assertThat(document.at("/about/populations/0/rate").isNull()).isTrue();
  }

  @Test
  void shouldShowNothingOfAnEmptyDirectory() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    JsonNode document = ReportData.read(empty, Window.DEFAULT);
    assertThat(document.path("regions")).isEmpty();
    assertThat(document.path("absent").findValuesAsText("part"))
        .contains("parameters", "rates", "timers");
    assertThat(new ObjectMapper().writeValueAsString(document)).isNotEmpty();
  }

  private static void truncate(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 3), StandardOpenOption.TRUNCATE_EXISTING);
  }
}
