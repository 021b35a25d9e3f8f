package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jhdf.HdfFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents of small runs beside the files that they come from. */
@Timeout(120)
class ReportDataNativeTest {
  @TempDir static Path folder;
  private static Path directory;
  private static JsonNode run;

  @BeforeAll
  static void simulate() throws Exception {
    directory = SmallRun.in(folder.resolve("run"), "duration=300");
    run = ReportData.read(directory, Window.DEFAULT);
  }

  @Test
  void shouldShowEveryPartOfARunThatRecordedAll() {
    assertThat(run.path("absent")).isEmpty();
    assertThat(run.path("regions"))
        .hasSize(2)
        .allSatisfy(region -> {
          assertThat(region.path("membrane").path("V_m").path("excitatory").path("lines"))
              .hasSize(10);
          assertThat(region.path("lfp").path("sites")).hasSize(12);
          assertThat(region.path("psd").path("f")).isNotEmpty();
          assertThat(region.path("lfpPsd").path("unit").asText()).isEqualTo("mV^2/Hz");
          assertThat(region.path("spectrogram").path("dB")).isNotEmpty();
          assertThat(region.path("toBrain").path("y")).isNotEmpty();
        });
    assertThat(run.at("/brain/rates")).hasSize(104);
    assertThat(run.at("/brain/ecog/hemispheres").findValuesAsText("name"))
        .startsWith("right", "A1")
        .contains("left", "B8");
    assertThat(run.at("/electrodes/sites")).hasSize(32);
    assertThat(run.at("/electrodes/cells").findValuesAsText("name"))
        .containsExactly("pyramidal", "basket");
    assertThat(run.path("flow")).hasSize(8);
    assertThat(run.at("/timers/modules").findValuesAsText("name"))
        .contains("spiking", "neuralmass");
  }

  @Test
  void shouldTellWhatWasRunAndInWhatItDiffers() {
    JsonNode about = run.path("about");
    assertThat(about.path("name").asText()).isEqualTo("run");
    assertThat(about.path("status").asText()).isEqualTo("complete");
    assertThat(about.path("base").asText()).isEqualTo("mouse-ca1, regime asynchronous");
    List<String> keys = about.path("differences").findValuesAsText("key");
    assertThat(keys)
        .contains("duration", "spiking.neurons_per_region", "spiking.poisson.excitatory.rate")
        .contains("neuralmass.params.N_tot") // linked
        .doesNotContain("name", "run.out", "seed");
    JsonNode duration = about.path("differences").get(keys.indexOf("duration"));
    assertThat(duration.path("value").asText()).isEqualTo("300");
    assertThat(duration.path("base").asText()).isEqualTo("5000");
    assertThat(duration.path("unit").asText()).isEqualTo("ms");
  }

  @Test
  void shouldMarkEverySpikeOfASmallRegion() {
    try (HdfFile file = new HdfFile(directory.resolve("spikes.h5"))) {
      for (JsonNode region : run.path("regions")) {
        String group = "/spikes/" + region.path("name").asText() + "_excitatory/";
        double[] times = (double[]) file.getDatasetByPath(group + "timestamps").getData();
        JsonNode marks = region.at("/raster/excitatory");
        assertThat(numbers(marks.path("t"))).hasSizeGreaterThan(100);
        assertThat(numbers(marks.path("t"))).hasSize(Math.toIntExact(within300(times)));
        for (int i = 0; i < marks.path("t").size(); i++) {
          assertThat(marks.path("t").get(i).doubleValue()).isCloseTo(times[i], within(0.01));
        }
      }
    }
  }

  @Test
  void shouldCountSpikesIntoRates() {
    for (JsonNode population : run.at("/about/populations")) {
      double seconds = run.at("/about/simulated").doubleValue() * 1e-3;
      double rate =
          population.path("spikes").doubleValue()
              / (population.path("neurons").doubleValue() * seconds);
      assertThat(population.path("rate").doubleValue()).isCloseTo(rate, within(1e-3 * rate));
      JsonNode region =
          population.path("region").asText().equals(run.at("/regions/0/name").asText())
              ? run.at("/regions/0")
              : run.at("/regions/1");
      List<Double> bins = numbers(region.at("/rates/" + population.path("kind").asText() + "/y"));
      double mean = bins.stream().mapToDouble(Double::doubleValue).sum() / bins.size();
      assertThat(mean).isCloseTo(rate, within(0.02 * rate));
    }
  }

  @Test
  void shouldShowTheSamplesOfFilesAtTheirTimes() {
    try (HdfFile file = new HdfFile(directory.resolve("rates.h5"))) {
      double[][] E = (double[][]) file.getDatasetByPath("/E").getData();
      JsonNode line = run.at("/brain/rates/5/line");
      List<Double> times = times(line);
      assertThat(times).hasSizeGreaterThan(100);
      for (int i = 0; i < times.size(); i++) {
        int row = (int) Math.round(times.get(i) - 1);
        double hertz = 1000 * E[row][5];
        assertThat(line.path("y").get(i).doubleValue()).isCloseTo(hertz, within(1e-3 * hertz));
      }
    }
  }

  @Test
  void shouldShowTheWindowThatIsAskedFor() throws Exception {
    Window window = new Window(OptionalDouble.of(100), OptionalDouble.of(150));
    JsonNode part = ReportData.read(directory, window);
    assertThat(part.at("/window/from").asInt()).isEqualTo(100);
    for (String line :
        List.of(
            "/regions/1/toBrain",
            "/regions/1/rates/inhibitory",
            "/regions/1/lfp/sites/3/line",
            "/regions/1/membrane/V_m/inhibitory/lines/3",
            "/brain/ecog/hemispheres/0/sensors/0/line",
            "/brain/rates/0/line")) {
      assertThat(times(part.at(line))).isNotEmpty().allMatch(t -> t >= 100 && t <= 150);
    }
    assertThat(numbers(part.at("/regions/1/raster/excitatory/t")))
        .isNotEmpty()
        .allMatch(t -> t >= 100 && t < 150);
    assertThat(part.at("/absent").findValuesAsText("part")).contains("spectra");
  }

  @Test
  void shouldNameRegionsThatWereGivenByNumber() throws Exception {
    Path byNumber =
        SmallRun.in(
            folder.resolve("by-number"),
            "duration=20",
            "spiking.regions=[78, 26]",
            "record.rates.variables=[]");
    JsonNode document = ReportData.read(byNumber, Window.DEFAULT);
    assertThat(document.at("/regions").findValuesAsText("name"))
        .startsWith("Right_Field_CA1")
        .contains("Left_Field_CA1");
    assertThat(document.at("/regions/1/raster/excitatory/t")).isNotEmpty();
  }

  /** A spike that is stamped with the end of the run is not within it. */
  private static long within300(double[] times) {
    return Arrays.stream(times).filter(time -> time < 300).count();
  }

  /** When a line's points are, in ms. */
  private static List<Double> times(JsonNode line) {
    List<Double> times = new ArrayList<>();
    double sample = 0;
    for (int k = 0; k < line.path("y").size(); k++) {
      sample += line.has("i") ? line.path("i").get(k).doubleValue() : k > 0 ? 1 : 0;
      times.add(line.path("t0").doubleValue() + sample * line.path("dt").doubleValue());
    }
    return times;
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.doubleValue()));
    return numbers;
  }
}
