package org.fimbria.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.experiment.Experiment;
import org.fimbria.report.FlowPart;
import org.fimbria.report.Numbers;
import org.fimbria.report.ReportPage;
import org.fimbria.report.TimersPart;

/**
 * What a live page shows: a report's document with what all processes see of a run that goes on,
 * and in {@code live} how far it is.
 */
final class LiveDocument {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double NANOS_PER_MS = 1e6;

  private final CoSimulationPlan plan;
  private final RunWatch watch;
  private final Instant begun = Instant.now();
  private Path directory = Path.of("");
  private int ranks = 1;
  private Supplier<List<byte[]>> elsewhere = List::of;
  private Optional<Ending> ending = Optional.empty();

  LiveDocument(CoSimulationPlan plan, RunWatch watch) {
    this.plan = plan;
    this.watch = watch;
  }

  /**
   * How a run ended.
   *
   * @param status as in {@code provenance.json}
   * @param reason of a failure, else empty
   * @param simulatedMs how far it came
   * @param directory where its files are now
   */
  record Ending(String status, String reason, double simulatedMs, Path directory) {}

  /** See {@link LiveView#begin}. */
  synchronized void begin(Path where, int ofRanks, Supplier<List<byte[]>> others) {
    directory = where;
    ranks = ofRanks;
    elsewhere = others;
  }

  /** The run has ended; the other processes are not asked any more. */
  synchronized void end(Ending how) {
    List<byte[]> last = elsewhere.get();
    elsewhere = () -> last;
    ending = Optional.of(how);
    directory = how.directory;
  }

  /** As it is now. */
  synchronized ObjectNode node() {
    ObjectNode seen = watch.part();
    elsewhere.get().forEach(part -> merge(part, seen));
    double simulatedMs = ending.map(Ending::simulatedMs).orElseGet(() -> simulatedMs(seen));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putArray("runs").add(run(seen, simulatedMs));
    ObjectNode live = document.putObject("live").put("status", status());
    live.set("simulated", Numbers.time(simulatedMs));
    live.set("duration", Numbers.time(plan.experiment().durationMs()));
    live.put("directory", directory.toString());
    Path report = directory.resolve(ReportPage.FILE);
    if (ending.isPresent() && Files.exists(report)) {
      live.put("report", report.toString());
    }
    live.set("raster", window(seen, simulatedMs, SpikeWindow.RASTER_MS));
    return document;
  }

  private String status() {
    return ending.map(Ending::status).orElse("running");
  }

  /** Adds what another process sees. */
  private static void merge(byte[] part, ObjectNode into) {
    try {
      JsonNode other = MAPPER.readTree(part);
      for (var field : other.properties()) {
        JsonNode mine = into.get(field.getKey());
        if (mine instanceof ArrayNode list) {
          list.addAll((ArrayNode) field.getValue());
        } else if (mine instanceof ObjectNode object) {
          object.setAll((ObjectNode) field.getValue());
        } else if (mine == null) {
          into.set(field.getKey(), field.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double simulatedMs(ObjectNode seen) {
    double ms = seen.path("epoch").asLong() * plan.epochMs();
    return Math.min(ms, plan.experiment().durationMs());
  }

  private ObjectNode run(ObjectNode seen, double simulatedMs) {
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    run.set("about", about(seen, simulatedMs));
    run.set("window", window(seen, simulatedMs, SpikeWindow.LINES_MS));
    ArrayNode regions = run.putArray("regions");
    plan.network().regions().forEach(each -> regions.add(region(seen, each.label())));
    if (seen.path("rates").size() > 0) {
      run.putObject("brain").put("unit", "Hz").set("rates", seen.get("rates"));
    }
    run.set("flow", FlowPart.of(seen.path("flow"), simulatedMs));
    if (seen.path("modules").size() > 0) {
      seen.put("epoch_ms", plan.epochMs());
      run.set("timers", TimersPart.of(seen));
    }
    absent(seen, run.putArray("absent"));
    return run;
  }

  /** The last so many ms; the network's record lags a little behind the simulators. */
  private static ObjectNode window(ObjectNode seen, double simulatedMs, double lengthMs) {
    double to = seen.path("seen_ms").asDouble(simulatedMs);
    ObjectNode window = JsonNodeFactory.instance.objectNode();
    window.set("from", Numbers.time(Math.max(0, to - lengthMs)));
    window.set("to", Numbers.time(to));
    return window;
  }

  private ObjectNode about(ObjectNode seen, double simulatedMs) {
    Experiment experiment = plan.experiment();
    ObjectNode about = JsonNodeFactory.instance.objectNode();
    String name = directory.toString().isEmpty() ? "" : directory.getFileName().toString();
    about.put("name", name.isEmpty() ? experiment.name() : name.replaceFirst("\\.partial$", ""));
    about.put("experiment", experiment.name()).put("regime", experiment.regime());
    about.put("seed", experiment.seed()).put("threads", plan.threads()).put("ranks", ranks);
    about.put("status", status());
    about.put("reason", ending.map(Ending::reason).orElse(""));
    about.put("begun", begun.toString());
    about.set("simulated", Numbers.time(simulatedMs));
    double wallMs = watch.epochsNanos() / NANOS_PER_MS;
    if (simulatedMs > 0 && wallMs > 0) {
      about.set("realTimeFactor", Numbers.number(wallMs / simulatedMs));
    }
    about.set("populations", seen.withArray("populations"));
    return about;
  }

  /** A region with the rate that the brain takes for it. */
  private static ObjectNode region(ObjectNode seen, String label) {
    ObjectNode region = JsonNodeFactory.instance.objectNode().put("name", label);
    seen.path("regions")
        .forEach(each -> {
          if (each.path("name").asText().equals(label)) {
            region.setAll((ObjectNode) each);
          }
        });
    seen.path("rates")
        .forEach(each -> {
          if (each.path("region").asText().equals(label)) {
            region.set("toBrain", each.get("line"));
          }
        });
    return region;
  }

  private void absent(ObjectNode seen, ArrayNode absent) {
    if (!plan.network().regions().isEmpty() && !seen.has("regions")) {
      absent.addObject().put("part", "network").put("why", "its process has not answered yet");
    }
  }
}
