package org.fimbria.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fimbria.cosim.Epochs;
import org.fimbria.cosim.Flow;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.Phase;

/**
 * {@code timers.json}: the parts of the run's wall time ({@link WallTimes}), and the five timers of
 * each simulator, in total and, where they vary, per epoch; all in nanoseconds. Beside them what
 * went over each coupling link in the whole run ({@link Flow}).
 */
final class TimersFile {
  private static final List<Phase> PER_EPOCH = List.of(Phase.SIMULATION, Phase.WAIT, Phase.IO);

  private TimersFile() {}

  static String text(RunResult result, Epochs epochs) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("unit", "ns").put("epoch_ms", epochs.stepsPerEpoch() * epochs.dtMs());
    WallTimes wall = result.wall();
    ObjectNode run =
        root.putObject("run")
            .put("start", nanos(wall.startS()))
            .put("epochs", nanos(wall.epochsS()))
            .put("ending", nanos(wall.endingS()));
    wall.exposedS().ifPresent(exposed -> run.put("exposed_exchange", nanos(exposed)));
    ObjectNode modules = root.putObject("modules");
    for (ModuleTimes module : result.times()) {
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
    flow(result.flows(), root.putArray("flow"));
    try {
      return mapper.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void perEpoch(ModuleTimes module, ObjectNode node) {
    for (Phase phase : PER_EPOCH) {
      ArrayNode values = node.putArray(phase.label());
      for (long nanos : module.perEntry(phase)) {
        values.add(nanos);
      }
    }
  }

  private static void flow(List<Flow> flows, ArrayNode node) {
    for (Flow flow : flows) {
      node.addObject()
          .put("from", flow.from())
          .put("to", flow.to())
          .put("region", flow.region())
          .put("what", flow.content().label())
          .put("values", flow.values())
          .put("bytes", flow.bytes());
    }
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
