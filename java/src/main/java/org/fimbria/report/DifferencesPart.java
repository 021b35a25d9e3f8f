package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.fimbria.experiment.Difference;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Loaded;

/**
 * What a run's experiment has otherwise than the built-in one of its name and regime; than the
 * first one, or in its default regime, where there is none of that name.
 */
final class DifferencesPart {
  private DifferencesPart() {}

  /** Adds {@code base} and {@code differences}. */
  static void add(ObjectNode about, Loaded loaded, ExperimentLoader loader) {
    List<String> builtIn = ExperimentLoader.builtIn();
    String own = loaded.experiment().name();
    String name = builtIn.contains(own) ? own : builtIn.getFirst();
    Optional<String> regime =
        Optional.of(loaded.experiment().regime()).filter(loader.regimes(name)::contains);
    Loaded base = loader.load(name, regime, List.of());
    about.put("base", name + ", regime " + base.experiment().regime());
    ArrayNode rows = about.putArray("differences");
    for (Difference difference : loaded.differences(base)) {
      rows.addObject()
          .put("key", difference.key())
          .put("value", difference.value())
          .put("base", difference.base())
          .put("unit", difference.unit())
          .put("meaning", difference.meaning());
    }
  }
}
