package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fimbria.cosim.Phase;

/**
 * The timers of a run in s: of the whole, of each module by phase, and over simulated time in at
 * most {@value #BARS} bars, each the sum over neighbouring epochs.
 */
public final class TimersPart {
  private static final int BARS = 600;
  private static final double SECONDS = 1e-9;

  private TimersPart() {}

  /** Of what {@code timers.json} has. */
  public static ObjectNode of(JsonNode timers) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("unit", "s");
    ObjectNode run = node.putObject("run");
    JsonNode whole = timers.path("run");
    copy(whole, "start", run, "start");
    copy(whole, "epochs", run, "epochs");
    copy(whole, "ending", run, "ending");
    copy(whole, "exposed_exchange", run, "exposed");
    ArrayNode modules = node.putArray("modules");
    double epochMs = timers.path("epoch_ms").doubleValue();
    for (var module : timers.path("modules").properties()) {
      modules.add(module(module.getKey(), module.getValue(), epochMs));
    }
    return node;
  }

  private static ObjectNode module(String name, JsonNode times, double epochMs) {
    ObjectNode module = JsonNodeFactory.instance.objectNode().put("name", name);
    copy(times, "total", module, "total");
    for (Phase phase : Phase.values()) {
      copy(times, phase.label(), module, phase.label());
    }
    JsonNode perEpoch = times.path("per_epoch");
    if (perEpoch.isObject()) {
      double entryMs = epochMs * times.path("epochs_per_entry").asInt(1);
      module.set("perEpoch", bars(perEpoch, entryMs));
    }
    return module;
  }

  /** Sums over neighbouring entries; {@code t} is where a bar begins, {@code width} how long. */
  private static ObjectNode bars(JsonNode perEpoch, double entryMs) {
    int entries = perEpoch.path(Phase.SIMULATION.label()).size();
    int each = Math.max(1, (entries + BARS - 1) / BARS);
    ObjectNode bars = JsonNodeFactory.instance.objectNode();
    bars.set("width", Numbers.time(each * entryMs));
    ArrayNode t = bars.putArray("t");
    for (int from = 0; from < entries; from += each) {
      t.add(Numbers.time(from * entryMs));
    }
    for (var phase : perEpoch.properties()) {
      ArrayNode sums = bars.putArray(phase.getKey());
      for (int from = 0; from < entries; from += each) {
        long sum = 0;
        for (int i = from; i < Math.min(entries, from + each); i++) {
          sum += phase.getValue().path(i).asLong();
        }
        sums.add(Numbers.number(sum * SECONDS));
      }
    }
    return bars;
  }

  private static void copy(JsonNode from, String key, ObjectNode to, String name) {
    if (from.has(key)) {
      to.set(name, Numbers.number(from.path(key).asLong() * SECONDS));
    }
  }
}
