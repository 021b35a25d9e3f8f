package org.fimbria.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fimbria.cosim.Epochs;
import org.fimbria.cosim.Flow;
import org.fimbria.cosim.TimersJson;

/**
 * {@code timers.json}: the parts of the run's wall time ({@link WallTimes}), and the five timers of
 * each simulator, in total and, where they vary, per epoch; all in nanoseconds. Beside them what
 * went over each coupling link in the whole run ({@link Flow}).
 */
final class TimersFile {
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
    root.set("modules", TimersJson.modules(result.times()));
    root.set("flow", TimersJson.flow(result.flows()));
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
