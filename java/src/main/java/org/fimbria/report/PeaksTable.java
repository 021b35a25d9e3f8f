package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * {@code peaks.csv}: the peaks of every spectrum of a document, a line each, with the time that the
 * spectrum is of; a spectrum without peaks has one line with its last three fields empty.
 */
public final class PeaksTable {
  /** Its name among the figures. */
  public static final String FILE = "peaks.csv";

  private static final String COLUMNS =
      "run,experiment,regime,seed,from_ms,to_ms,region,spectrum,segments,unit,"
          + "peak_hz,density,prominence_db";

  private PeaksTable() {}

  /** Writes the table of a document of {@link ReportData}. */
  public static void write(Path file, JsonNode document) throws IOException {
    List<String> lines = new ArrayList<>(List.of(COLUMNS));
    for (JsonNode run : document.path("runs")) {
      for (JsonNode region : run.path("regions")) {
        add(lines, run, region, "spikes", region.path("psd"));
        add(lines, run, region, "lfp", region.path("lfpPsd"));
      }
    }
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static void add(
      List<String> lines, JsonNode run, JsonNode region, String spectrum, JsonNode density) {
    if (density.isMissingNode()) {
      return;
    }
    for (JsonNode peak : density.path("peaks")) {
      lines.add(line(run, region, spectrum, density, peak));
    }
    if (density.path("peaks").isEmpty()) {
      lines.add(line(run, region, spectrum, density, MissingNode.getInstance()));
    }
  }

  private static String line(
      JsonNode run, JsonNode region, String spectrum, JsonNode density, JsonNode peak) {
    JsonNode about = run.path("about");
    return CSVFormat.DEFAULT.format(
        about.path("name").asText(),
        about.path("experiment").asText(),
        about.path("regime").asText(),
        about.path("seed").asText(),
        density.path("from").asText(),
        run.at("/window/to").asText(),
        region.path("name").asText(),
        spectrum,
        density.path("segments").asText(),
        density.path("unit").asText(),
        peak.path("f").asText(),
        peak.path("p").asText(),
        peak.path("prominence").asText());
  }
}
