package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.record.SpikeFile;

/**
 * From run directories to the document that a report shows: everything computed and rounded, as
 * JSON.
 *
 * <p>What was not recorded, or is cut off in a run that failed, is left out; {@code absent} says
 * why.
 */
public final class ReportData {
  private final RunFiles run;
  private final Absences absences = new Absences();
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();

  private ReportData(RunFiles run) {
    this.run = run;
  }

  /** The document of several runs, side by side. */
  public static ObjectNode document(List<Path> runDirectories, Window window) throws IOException {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode runs = document.putArray("runs");
    for (Path directory : runDirectories) {
      runs.add(read(directory, window));
    }
    return document;
  }

  /**
   * A run.
   *
   * @throws IOException if the directory cannot be read at all
   */
  public static ObjectNode read(Path runDirectory, Window window) throws IOException {
    return new ReportData(RunFiles.open(runDirectory, window)).read();
  }

  private ObjectNode read() {
    document.set("about", About.of(run));
    document.putObject("window").set("from", Numbers.time(run.span().fromMs()));
    document.withObject("/window").set("to", Numbers.time(run.span().toMs()));
    ArrayNode regions = document.putArray("regions");
    run.regions().forEach(region -> regions.addObject().put("name", region.name()));
    spikes();
    document.set("absent", absences.node());
    return document;
  }

  private ObjectNode region(int index) {
    return (ObjectNode) document.path("regions").get(index);
  }

  private void spikes() {
    absences.attempt(
        "spikes",
        run.file(SpikeFile.NAME),
        "record.spikes: false",
        file -> {
          About.countSpikes(run, file, document.withObject("/about"));
          for (int i = 0; i < run.regions().size(); i++) {
            RegionSpikes spikes =
                RegionSpikes.read(file, run.regions().get(i), run.span(), run.dtMs());
            region(i).set("raster", spikes.raster().node());
            region(i).set("rates", RatesPart.of(spikes));
          }
        });
  }
}
