package org.fimbria.cosim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Timers and flows as {@code timers.json} has them, in nanoseconds. */
public final class TimersJson {
  private static final List<Phase> PER_EPOCH = List.of(Phase.SIMULATION, Phase.WAIT, Phase.IO);

  private TimersJson() {}

  /** The five timers of each module, in total and, where they are kept, per epoch. */
  public static ObjectNode modules(List<ModuleTimes> times) {
    ObjectNode modules = JsonNodeFactory.instance.objectNode();
    for (ModuleTimes module : times) {
      ObjectNode node = modules.putObject(module.module());
      node.put("total", module.wholeNanos());
      for (Phase phase : Phase.values()) {
        node.put(phase.label(), module.nanos(phase));
      }
      if (module.perEntry(Phase.SIMULATION).length > 0) {
        node.put("epochs_per_entry", module.epochsPerEntry());
        perEpoch(module, node.putObject("per_epoch"));
      }
    }
    return modules;
  }

  private static void perEpoch(ModuleTimes module, ObjectNode node) {
    for (Phase phase : PER_EPOCH) {
      ArrayNode values = node.putArray(phase.label());
      for (long nanos : module.perEntry(phase)) {
        values.add(nanos);
      }
    }
  }

  /** What went over each coupling link. */
  public static ArrayNode flow(List<Flow> flows) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (Flow flow : flows) {
      rows.addObject()
          .put("from", flow.from())
          .put("to", flow.to())
          .put("region", flow.region())
          .put("what", flow.content().label())
          .put("values", flow.values())
          .put("bytes", flow.bytes());
    }
    return rows;
  }
}
