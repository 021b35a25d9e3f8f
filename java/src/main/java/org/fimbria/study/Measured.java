package org.fimbria.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.cosim.Phase;

/** What the files of a run directory say that a trial has measured. */
final class Measured {
  private static final List<String> MODULES = List.of("spiking", "neuralmass");
  private static final List<Phase> PER_EPOCH = List.of(Phase.SIMULATION, Phase.WAIT, Phase.IO);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode provenance;
  private final JsonNode timers;
  private final double warmUpMs;

  private Measured(JsonNode provenance, JsonNode timers, double warmUpMs) {
    this.provenance = provenance;
    this.timers = timers;
    this.warmUpMs = warmUpMs;
  }

  /**
   * Completes the row of a trial that was run to its end.
   *
   * @param directory of its run
   * @throws IOException if a file is missing or is none of a run's
   */
  static Trial complete(Trial row, Path directory, double warmUpMs) throws IOException {
    JsonNode provenance = read(directory.resolve("provenance.json"));
    JsonNode timers = read(directory.resolve("timers.json"));
    return new Measured(provenance, timers, warmUpMs).complete(row);
  }

  /** Why the run in a directory failed; empty where it does not say. */
  static String reason(Path directory) {
    try {
      return read(directory.resolve("provenance.json")).path("reason").asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }

  private Trial complete(Trial row) throws IOException {
    double simulatedMs = provenance.path("simulated_ms").asDouble();
    double measuredMs = simulatedMs;
    double measuredS = 0;
    Trial trial = withProvenance(row);
    for (String module : MODULES) {
      JsonNode timer = timers.path("modules").path(module);
      if (timer.isMissingNode()) {
        continue; // a brain without a network
      }
      double entryMs = timers.path("epoch_ms").asDouble() * timer.path("epochs_per_entry").asInt(1);
      int first = (int) Math.ceil(warmUpMs / entryMs - 1e-9);
      measuredMs = Math.min(measuredMs, simulatedMs - first * entryMs);
      double moduleS = 0;
      for (Phase phase : PER_EPOCH) {
        double seconds = sum(timer.path("per_epoch").path(phase.label()), first);
        moduleS += seconds;
        trial = trial.with(Column.of(module, phase), number(seconds));
      }
      measuredS = Math.max(measuredS, moduleS);
      trial =
          trial
              .with(Column.of(module, Phase.INITIALISATION), seconds(timer, "initialisation"))
              .with(Column.of(module, Phase.ENDING), seconds(timer, "ending"))
              .with(Column.total(module), seconds(timer, "total"));
    }
    if (!(measuredMs > 0) || !(measuredS > 0)) {
      throw new IOException(
          "nothing is left of %s ms behind a warm_up of %s ms".formatted(simulatedMs, warmUpMs));
    }
    return trial
        .with(Column.MEASURED_MS, number(measuredMs))
        .with(Column.MEASURED_S, number(measuredS))
        .with(Column.REAL_TIME_FACTOR, number(measuredS * 1e3 / measuredMs))
        .with(Column.STATUS, Trial.Status.COMPLETE.label());
  }

  private Trial withProvenance(Trial row) {
    JsonNode run = timers.path("run");
    Trial trial =
        row.with(Column.THREADS, provenance.path("threads").asText())
            .with(Column.START_S, seconds(run, "start"))
            .with(Column.EPOCHS_S, seconds(run, "epochs"))
            .with(Column.ENDING_S, seconds(run, "ending"))
            .with(Column.SPIKES, provenance.path("spikes").asText())
            .with(Column.PEAK_MEMORY_BYTES, provenance.path("peak_memory_bytes").asText())
            .with(Column.HASH, provenance.path("recorded_sha256").asText())
            .with(Column.HOST, provenance.path("host").asText())
            .with(Column.CPU, provenance.path("cpu").asText())
            .with(Column.CORES, provenance.path("processors").asText())
            .with(Column.VERSION, provenance.path("version").asText())
            .with(Column.COMMIT, provenance.path("commit").asText());
    return run.has("exposed_exchange")
        ? trial.with(Column.EXPOSED_S, seconds(run, "exposed_exchange"))
        : trial;
  }

  private static double sum(JsonNode nanos, int first) {
    long sum = 0;
    for (int i = first; i < nanos.size(); i++) {
      sum += nanos.get(i).asLong();
    }
    return sum * 1e-9;
  }

  private static String seconds(JsonNode node, String name) {
    return number(node.path(name).asLong() * 1e-9);
  }

  /** Seconds to a microsecond, and milliseconds to a nanosecond: more was not measured. */
  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
