package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.EcogSpec;
import org.fimbria.experiment.Experiment.ConnectomeSpec;
import org.fimbria.experiment.Experiment.Normalise;
import org.fimbria.experiment.Experiment.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcogTest {
  private static final ConnectomeSpec READ = source("brain.zip");
  private static final ConnectomeSpec GENERATED = source("synthetic-mouse:3");

  @TempDir Path folder;

  private static ConnectomeSpec source(String name) {
    return new ConnectomeSpec(name, Rows.SOURCES, Normalise.INCOMING, 3);
  }

  /** Right CA1, left CA1 and a region between them, of 5000, 4000 and 3 voxels. */
  private static Connectome brain() {
    return new Connectome(
        List.of("Right_Field_CA1", "Left_Field_CA1", "Septum"),
        new double[3][3],
        new double[3][3],
        new double[][] {{32.07, 80.89, 48.52}, {83.93, 79.89, 49.52}, {57, 60, 40}},
        new boolean[3],
        new boolean[3],
        new double[] {5000, 4000, 3});
  }

  private static EcogSpec spec(String sensors, boolean volumes, OptionalDouble conductivity) {
    return new EcogSpec(sensors, 1, 0.1, volumes, conductivity, 0);
  }

  private Ecog of(String sensors) {
    return Ecog.of(spec(sensors, true, OptionalDouble.empty()), READ, brain());
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("sensors.txt"), text).toString();
  }

  @Test
  void shouldPlaceTheSensorsOfTheReferenceExperiment() {
    Ecog ecog = of(EcogSpec.HIPPOCAMPUS_16);
    assertThat(ecog.names())
        .containsExactly(
            "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "B1", "B2", "B3", "B4", "B5", "B6",
            "B7", "B8");
    assertThat(ecog.positions()[0]).containsExactly(40, 80, 79.5);
    assertThat(ecog.positions()[12]).containsExactly(76.5, 72.5, 77.5);
    assertThat(ecog.unit()).isEqualTo("nA/mm");
  }

  @Test
  void shouldMoveThemWithTheCa1OfAGeneratedBrain() {
    EcogSpec spec = spec(EcogSpec.HIPPOCAMPUS_16, true, OptionalDouble.empty());
    Ecog moved = Ecog.of(spec, GENERATED, brain());
    assertThat(moved.positions()[0]).containsExactly(new double[] {42, 81, 78.5}, within(1e-12));
    assertThat(moved.positions()[8]).containsExactly(new double[] {94, 80, 69}, within(1e-12));
  }

  @Test
  void shouldDivideVolumesByDistances() throws IOException {
    String sensors = file("# over the right CA1\nnear 32.07 80.89 68.52\nfar 57 60 140\n");
    Ecog ecog = of(sensors);
    assertThat(ecog.names()).containsExactly("near", "far");
    assertThat(ecog.gain()[0][0]).isCloseTo(0.1 * 5000 / 20, within(1e-12));
    assertThat(ecog.gain()[1][2]).isCloseTo(0.1 * 3 / 100, within(1e-15));
    EcogSpec plain = spec(sensors, false, OptionalDouble.of(0.3));
    Ecog potential = Ecog.of(plain, READ, brain());
    assertThat(potential.unit()).isEqualTo("uV");
    assertThat(potential.gain()[1][2]).isCloseTo(0.1 / (4 * Math.PI * 0.3 * 100), within(1e-17));
  }

  @Test
  void shouldRefuseASensorAtTheCentreOfARegion() throws IOException {
    String sensors = file("a 57 60 40.002\nb 57 60 40.0005\n");
    assertThatThrownBy(() -> of(sensors))
        .isInstanceOf(ProbeException.class)
        .hasMessageMatching(
            "\\S+sensors.txt: sensor b lies 5\\.\\d+E-4 mm from the centre of Septum; allowed: at least 0.001 mm");
  }

  @Test
  void shouldNameFileAndLineOfABadTable() throws IOException {
    String sensors = file("a 1 2 3\n\nb 1 2\na 4 five 6\n");
    assertThatThrownBy(() -> of(sensors))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("sensors.txt: line 4: name a is that of line 1 too")
        .hasMessageContaining("sensors.txt: line 4: y: five is no finite number");
  }
}
