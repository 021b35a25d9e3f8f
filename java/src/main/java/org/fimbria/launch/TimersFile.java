package org.fimbria.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fimbria.cosim.CoSimulation.ModuleTimes;
import org.fimbria.cosim.Epochs;
import org.fimbria.cosim.Phase;
import org.fimbria.cosim.PhaseTimer;

/**
 * {@code timers.json}: the parts of the run's wall time ({@link WallTimes}), and the five timers of
 * each simulator, in total and, where they vary, per epoch; all in nanoseconds.
 */
final class TimersFile {
  private static final List<Phase> PER_EPOCH = List.of(Phase.SIMULATION, Phase.WAIT, Phase.IO);

  private TimersFile() {}

  static String text(RunResult result, Epochs epochs) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("unit", "ns").put("epoch_ms", epochs.stepsPerEpoch() * epochs.dtMs());
    WallTimes wall = result.wall();
    root.putObject("run")
        .put("start", nanos(wall.startS()))
        .put("epochs", nanos(wall.epochsS()))
        .put("ending", nanos(wall.endingS()))
        .put("exposed_exchange", nanos(wall.exposedS()));
    ObjectNode modules = root.putObject("modules");
    for (ModuleTimes module : result.times()) {
      PhaseTimer timer = module.timer();
      ObjectNode node = modules.putObject(module.module());
      node.put("total", timer.wholeNanos());
      for (Phase phase : Phase.values()) {
        node.put(phase.label(), timer.nanos(phase));
      }
      node.put("epochs_per_entry", timer.epochsPerEntry());
      ObjectNode perEpoch = node.putObject("per_epoch");
      for (Phase phase : PER_EPOCH) {
        ArrayNode values = perEpoch.putArray(phase.label());
        for (long nanos : timer.perEntry(phase)) {
          values.add(nanos);
        }
      }
    }
    try {
      return mapper.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
