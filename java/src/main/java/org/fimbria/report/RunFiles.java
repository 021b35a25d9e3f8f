package org.fimbria.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fimbria.record.EcogFile;
import org.fimbria.record.RegionFile;
import org.fimbria.report.Window.Span;

/**
 * What all parts of a report want to know of a run directory.
 *
 * @param settings the resolved experiment
 * @param provenance {@code provenance.json}; missing where it is not there
 * @param labels names of all regions of the brain; empty if no file has them
 * @param regions those that were spiking, in the order of the brain
 * @param simulatedMs as far as the run came
 * @param span what is shown of it
 */
record RunFiles(
    Path directory,
    Settings settings,
    JsonNode provenance,
    List<String> labels,
    List<SpikingRegion> regions,
    double simulatedMs,
    Span span) {

  /** Reads the small files. */
  static RunFiles open(Path directory, Window window) throws IOException {
    Settings settings = Settings.read(directory.resolve("experiment.yaml"));
    JsonNode provenance = json(directory.resolve("provenance.json"));
    List<String> labels = labels(directory);
    double simulatedMs =
        provenance.path("simulated_ms").isNumber()
            ? provenance.path("simulated_ms").doubleValue()
            : recordedMs(directory);
    return new RunFiles(
        directory,
        settings,
        provenance,
        labels,
        regions(settings, labels),
        simulatedMs,
        window.within(simulatedMs));
  }

  /** A JSON file, missing where it is not there or only half there. */
  static JsonNode json(Path file) throws IOException {
    try {
      return Files.exists(file)
          ? new ObjectMapper().readTree(file.toFile())
          : MissingNode.getInstance();
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Integration step, ms. */
  double dtMs() {
    double dt = settings.number("dt");
    return dt > 0 ? dt : 0.1;
  }

  /** Names of all regions, which every file of the brain has. */
  private static List<String> labels(Path directory) {
    for (String name :
        List.of(RegionFile.RATES, EcogFile.NAME, RegionFile.TEMPORAL_AVERAGE, RegionFile.BOLD)) {
      Path path = directory.resolve(name);
      if (Files.exists(path)) {
        try (HdfFile file = new HdfFile(path)) {
          return Slices.texts(file.getDatasetByPath("/regions"));
        } catch (RuntimeException e) {
          continue; // cut off before it was flushed
        }
      }
    }
    return List.of();
  }

  /** How far the brain was recorded, for a run that could not say how far it came. */
  private static double recordedMs(Path directory) {
    Path rates = directory.resolve(RegionFile.RATES);
    if (!Files.exists(rates)) {
      return 0;
    }
    try (HdfFile file = new HdfFile(rates)) {
      return file.getDatasetByPath("/E").getDimensions()[0] * Slices.number(file, "interval");
    } catch (RuntimeException e) {
      return 0;
    }
  }

  private static List<SpikingRegion> regions(Settings settings, List<String> labels) {
    int neurons = (int) settings.number("spiking.neurons_per_region");
    int inhibitory = (int) Math.rint(neurons * settings.number("spiking.inhibitory_fraction"));
    List<SpikingRegion> regions = new ArrayList<>();
    for (JsonNode region : settings.at("spiking.regions")) {
      String name =
          region.isInt() && region.intValue() < labels.size()
              ? labels.get(region.intValue())
              : region.asText();
      regions.add(new SpikingRegion(name, neurons - inhibitory, inhibitory));
    }
    regions.sort(Comparator.comparingInt(region -> labels.indexOf(region.name())));
    return regions;
  }
}
