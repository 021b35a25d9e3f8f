package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was run, where, and how it ended. */
final class About {
  private static final List<String> VERSIONS =
      List.of("version", "commit", "jdk", "native variant", "compiler", "hdf5", "mpi");
  private static final List<String> MACHINE =
      List.of("host", "system", "cpu", "processors", "between_ranks", "nodes", "placement");

  /** Sizes of a run and their names here. */
  private static final Map<String, String> SIZES =
      Map.of("neurons", "neurons", "synapses", "synapses", "peak_memory_bytes", "peakMemory");

  private About() {}

  static ObjectNode of(RunFiles run) {
    JsonNode provenance = run.provenance();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", name(run));
    node.put("experiment", run.settings().text("name"));
    node.put("regime", run.settings().text("regime"));
    node.set("seed", run.settings().at("seed"));
    node.put("status", provenance.path("status").asText("unknown"));
    node.put("reason", provenance.path("reason").asText());
    node.put("begun", provenance.path("begun").asText());
    node.put("ended", provenance.path("ended").asText());
    node.set("simulated", Numbers.time(run.simulatedMs()));
    if (provenance.has("wall_s") && run.simulatedMs() > 0) {
      double wallMs = 1000 * provenance.path("wall_s").doubleValue();
      node.set("realTimeFactor", Numbers.number(wallMs / run.simulatedMs()));
    }
    node.put("hash", provenance.path("recorded_sha256").asText());
    node.set("threads", provenance.path("threads"));
    node.put("ranks", provenance.path("ranks").asInt(1));
    SIZES.forEach((key, name) -> {
      if (provenance.has(key)) {
        node.set(name, provenance.get(key));
      }
    });
    facts(provenance, VERSIONS, node.putArray("versions"));
    facts(provenance, MACHINE, node.putArray("machine"));
    populations(run, node.putArray("populations"));
    return node;
  }

  /** Name of the directory, without what says how far the run is. */
  private static String name(RunFiles run) {
    return run.directory()
        .toAbsolutePath()
        .normalize()
        .getFileName()
        .toString()
        .replaceFirst("\\.partial$", "");
  }

  private static void facts(JsonNode provenance, List<String> keys, ArrayNode into) {
    for (String key : keys) {
      if (provenance.has(key)) {
        into.addArray().add(key.replace('_', ' ')).add(text(provenance.get(key)));
      }
    }
  }

  /** A fact, its parts on one line: {@code neuralmass 0, spiking 1 2}. */
  private static String text(JsonNode fact) {
    List<String> parts = new ArrayList<>();
    if (fact.isObject()) {
      fact.properties().forEach(part -> parts.add(part.getKey() + " " + text(part.getValue())));
      return String.join(", ", parts);
    }
    if (fact.isArray()) {
      fact.forEach(part -> parts.add(text(part)));
      return String.join(fact.path(0).isObject() ? "; " : " ", parts);
    }
    return fact.asText();
  }

  private static void populations(RunFiles run, ArrayNode into) {
    for (SpikingRegion region : run.regions()) {
      for (String kind : SpikingRegion.KINDS) {
        into.addObject()
            .put("name", region.population(kind))
            .put("region", region.name())
            .put("kind", kind)
            .put("neurons", region.neurons(kind));
      }
    }
  }

  /** Adds how much each population spiked in the whole run. */
  static void countSpikes(RunFiles run, HdfFile spikes, ObjectNode about) {
    for (JsonNode population : about.path("populations")) {
      String path = "/spikes/" + population.path("name").asText() + "/timestamps";
      long count = spikes.getDatasetByPath(path).getSize();
      double neuronSeconds = population.path("neurons").asLong() * run.simulatedMs() * 1e-3;
      ((ObjectNode) population)
          .put("spikes", count)
          .set("rate", Numbers.number(count / neuronSeconds));
    }
  }
}
