package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.fimbria.connectome.Connectome;
import org.fimbria.connectome.ConnectomeLoader;
import org.fimbria.experiment.EcogSpec;
import org.fimbria.experiment.Experiment.ConnectomeSpec;
import org.fimbria.experiment.Experiment.Normalise;
import org.fimbria.experiment.Experiment.Rows;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The built-in sensors over the traced connectome against the reference's places and gains.
 * Tolerance: 1e-12 relative, rounding of a distance and a quotient.
 */
class EcogReferenceTest {
  @Test
  void shouldHaveTheReferencesSensorsAndGains() throws IOException {
    ConnectomeSpec source =
        new ConnectomeSpec(
            require("data/mouse104").toString(), Rows.SOURCES, Normalise.INCOMING, 3.0);
    Connectome connectome = new ConnectomeLoader().load(source);
    EcogSpec spec = new EcogSpec(EcogSpec.HIPPOCAMPUS_16, 1, 0.1, true, OptionalDouble.empty(), 0);
    Ecog ecog = Ecog.of(spec, source, connectome);
    List<String> lines = Files.readAllLines(require("reference/tvb/ecog_gain.csv"));
    List<String> names = new ArrayList<>();
    for (int s = 0; s < ecog.gain().length; s++) {
      String[] cells = lines.get(s + 1).split(",", -1);
      names.add(cells[0]);
      for (int axis = 0; axis < 3; axis++) {
        assertThat(ecog.positions()[s][axis]).isEqualTo(Double.parseDouble(cells[1 + axis]));
      }
      assertThat(cells).hasSize(4 + connectome.size());
      for (int region = 0; region < connectome.size(); region++) {
        assertThat(ecog.gain()[s][region])
            .isCloseTo(Double.parseDouble(cells[4 + region]), Percentage.withPercentage(1e-10));
      }
    }
    assertThat(lines).hasSize(17);
    assertThat(ecog.names()).isEqualTo(names);
  }

  private static Path require(String path) {
    Path root =
        Optional.ofNullable(System.getenv("FIMBRIA_SHARED"))
            .map(Path::of)
            .orElse(Path.of("..", "..", "shared"));
    Path file = root.resolve(path).toAbsolutePath().normalize();
    if (!Files.exists(file)) {
      System.err.println("SKIPPED: " + file + " is missing (set FIMBRIA_SHARED to its folder)");
      Assumptions.abort(file + " is missing");
    }
    return file;
  }
}
