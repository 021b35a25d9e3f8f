package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code report.html}: what a run did, or several runs side by side. */
public final class ReportPage {
  /** Its name in a run directory. */
  public static final String FILE = "report.html";

  private static final List<String> SCRIPTS = List.of("facts.js", "coupling.js", "report.js");

  private ReportPage() {}

  /** The page without its document. */
  public static Page page(String title) {
    return new Page(title, SCRIPTS);
  }

  /** Writes the report of runs that are in these directories. */
  public static void write(Path file, List<Path> runs, Window window) throws IOException {
    write(file, ReportData.document(runs, window));
  }

  /** Writes the report of a document of {@link ReportData}. */
  public static void write(Path file, ObjectNode document) throws IOException {
    page(title(document.path("runs"))).write(file, document);
  }

  /** Whether the experiment of a run wants a report. */
  public static boolean isWanted(Path run) throws IOException {
    return Settings.read(run.resolve("experiment.yaml")).at("run.report").asBoolean(true);
  }

  private static String title(JsonNode runs) {
    return runs.size() == 1
        ? runs.get(0).path("about").path("name").asText()
        : runs.size() + " runs side by side";
  }
}
