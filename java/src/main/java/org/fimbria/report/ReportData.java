package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.fimbria.connectome.Connectome;
import org.fimbria.connectome.ConnectomeLoader;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Loaded;
import org.fimbria.experiment.NativeModels;
import org.fimbria.record.EcogFile;
import org.fimbria.record.LfpFile;
import org.fimbria.record.MembraneFile;
import org.fimbria.record.RegionFile;
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
  private final ObjectNode differences = JsonNodeFactory.instance.objectNode();
  private Optional<Connectome> connectome = Optional.empty();

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

  private ObjectNode read() throws IOException {
    document.set("about", About.of(run));
    ObjectNode window = document.putObject("window");
    window.set("from", Numbers.time(run.span().fromMs()));
    window.set("to", Numbers.time(run.span().toMs()));
    ArrayNode regions = document.putArray("regions");
    run.regions().forEach(region -> regions.addObject().put("name", region.name()));
    document.putObject("brain");
    document.putObject("electrodes");
    // Checking an experiment and reading spikes take longest and have nothing in common.
    var experiment =
        CompletableFuture.runAsync(() -> absences.attempt("parameters", this::experiment));
    if (!run.regions().isEmpty()) {
      attempt("spikes", SpikeFile.NAME, "record.spikes: false", this::spikes);
      attempt("membrane", MembraneFile.NAME, "record.membrane: none", this::membrane);
    }
    experiment.join();
    part("about").setAll(differences);
    if (!run.regions().isEmpty()) {
      attempt("lfp", LfpFile.NAME, "record.lfp.method: none", this::lfp);
    }
    attempt("rates", RegionFile.RATES, "record.rates.variables: []", this::rates);
    attempt("ecog", EcogFile.NAME, "record.ecog.sensors: none", this::ecog);
    timers();
    document.set("absent", absences.node());
    return document;
  }

  private void attempt(String part, String name, String setting, Absences.HdfFilling filling) {
    absences.attempt(part, run.file(name), setting, filling);
  }

  private ObjectNode region(int index) {
    return (ObjectNode) document.path("regions").get(index);
  }

  private ObjectNode part(String name) {
    return (ObjectNode) document.get(name);
  }

  /**
   * What needs the experiment as it was run, and its connectome; meanwhile the other thread writes
   * into {@code about}.
   */
  private void experiment() {
    ExperimentLoader loader = new ExperimentLoader(new NativeModels());
    Loaded loaded =
        loader.load(run.file("experiment.yaml").toString(), Optional.empty(), List.of());
    DifferencesPart.add(differences, loaded, loader);
    absences.attempt(
        "connectome",
        () -> {
          Connectome brain = new ConnectomeLoader().load(loaded.experiment().connectome());
          connectome = Optional.of(brain);
          part("brain").set("connectome", ConnectomePart.of(brain));
          ElectrodesPart.addRegions(part("electrodes"), brain, run);
        });
  }

  private void spikes(HdfFile file) {
    About.countSpikes(run, file, part("about"));
    for (int i = 0; i < run.regions().size(); i++) {
      RegionSpikes spikes = RegionSpikes.read(file, run.regions().get(i), run.span(), run.dtMs());
      region(i).set("raster", spikes.raster().node());
      region(i).set("rates", RatesPart.of(spikes));
      SpectraPart.add(region(i), spikes, absences);
    }
  }

  private void membrane(HdfFile file) {
    for (int i = 0; i < run.regions().size(); i++) {
      region(i).set("membrane", MembranePart.read(file, run, run.regions().get(i)));
    }
  }

  private void lfp(HdfFile file) {
    for (int i = 0; i < run.regions().size(); i++) {
      LfpPart lfp = LfpPart.of(file, run.regions().get(i));
      region(i).set("lfp", lfp.node(run.span()));
      SpectraPart.add(region(i), lfp, run.span());
    }
    ElectrodesPart.addSites(part("electrodes"), file, run.regions().getFirst());
    absences.attempt("cells", () -> ElectrodesPart.addCells(part("electrodes"), run.settings()));
  }

  private void rates(HdfFile file) {
    if (!BrainPart.isIn(file)) {
      absences.add("rates", "record.rates.variables: without E");
      return;
    }
    BrainPart rates = BrainPart.read(file, run);
    rates.fill(part("brain"), run.regions());
    Map<String, ObjectNode> lines = rates.byRegion();
    for (int i = 0; i < run.regions().size(); i++) {
      region(i).set("toBrain", lines.get(run.regions().get(i).name()));
    }
  }

  private void ecog(HdfFile file) {
    part("brain").set("ecog", EcogPart.read(file, run, connectome));
    ElectrodesPart.addSensors(part("electrodes"), file);
  }

  private void timers() throws IOException {
    JsonNode timers = RunFiles.json(run.file("timers.json"));
    if (timers.isMissingNode()) {
      absences.add("timers", "timers.json is not there or not whole");
      return;
    }
    document.set("timers", TimersPart.of(timers));
    if (timers.has("flow")) {
      document.set("flow", FlowPart.of(timers.get("flow"), run.simulatedMs()));
    } else {
      absences.add("flow", "timers.json has none");
    }
  }
}
