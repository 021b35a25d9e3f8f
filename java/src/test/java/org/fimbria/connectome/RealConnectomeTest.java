package org.fimbria.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.fimbria.experiment.Experiment.ConnectomeSpec;
import org.fimbria.experiment.Experiment.Normalise;
import org.fimbria.experiment.Experiment.Rows;
import org.junit.jupiter.api.Test;

/** Archives as users have them, with facts known of the Allen mouse connectome. */
class RealConnectomeTest {
  private static final int RIGHT_CA1 = 26;
  private static final int LEFT_CA1 = 78;
  private static final int RIGHT_CA3 = 27;

  private static Connectome load(String path, Rows rows, Normalise normalise) {
    String source = SharedData.require(path).toString();
    return new ConnectomeLoader().load(new ConnectomeSpec(source, rows, normalise, 3.0));
  }

  private static double[] incomingSums(Connectome connectome) {
    return Arrays.stream(connectome.weights())
        .mapToDouble(row -> Arrays.stream(row).sum())
        .toArray();
  }

  @Test
  void shouldLoadTheFolderOf104Regions() {
    Connectome mouse = load("data/mouse104", Rows.SOURCES, Normalise.INCOMING);

    assertThat(mouse.size()).isEqualTo(104);
    assertThat(mouse.labels().get(RIGHT_CA1)).isEqualTo("Right_Field_CA1");
    assertThat(mouse.labels().get(LEFT_CA1)).isEqualTo("Left_Field_CA1");
    assertThat(incomingSums(mouse)).usingComparatorWithPrecision(1e-12).containsOnly(1.0);
    assertThat(mouse.right()[51]).isTrue();
    assertThat(mouse.right()[52]).isFalse();
    assertThat(mouse.cortical()[31]).isTrue();
    assertThat(mouse.cortical()[32]).isFalse();
    assertThat(mouse.volumes()[RIGHT_CA1]).isEqualTo(5045);
    assertThat(mouse.centres()[RIGHT_CA1])
        .containsExactly(new double[] {30.07, 79.89, 49.52}, within(0.01));
  }

  @Test
  void shouldReadTheSameFromTheArchiveAsFromTheFolder() {
    Connectome folder = load("data/mouse104", Rows.SOURCES, Normalise.INCOMING);
    Connectome archive = load("data/mouse104.zip", Rows.SOURCES, Normalise.INCOMING);

    assertThat(archive.labels()).isEqualTo(folder.labels());
    assertThat(archive.weights()).isDeepEqualTo(folder.weights());
    assertThat(archive.tract_lengths()).isDeepEqualTo(folder.tract_lengths());
    assertThat(archive.centres()).isDeepEqualTo(folder.centres());
    assertThat(archive.right()).isEqualTo(folder.right());
    assertThat(archive.volumes()).as("no volumes in the archive").containsOnly(1.0);
  }

  @Test
  void shouldPutTheTargetInTheRow() {
    Connectome mouse = load("data/mouse104.zip", Rows.SOURCES, Normalise.INCOMING);

    assertThat(mouse.weights()[RIGHT_CA1][RIGHT_CA3]).isCloseTo(0.1765, within(5e-5));
    assertThat(mouse.weights()[RIGHT_CA3][RIGHT_CA1]).isCloseTo(0.1335, within(5e-5));
    assertThat(mouse.weights()[RIGHT_CA1][LEFT_CA1]).isCloseTo(0.02797, within(5e-6));
  }

  @Test
  void shouldGiveThePublishedTransposedReadingWithTargetsAndOutgoing() {
    Connectome anatomy = load("data/mouse104", Rows.SOURCES, Normalise.INCOMING);
    Connectome published = load("data/mouse104", Rows.TARGETS, Normalise.OUTGOING);

    for (int row = 0; row < 104; row++) {
      for (int column = 0; column < 104; column++) {
        assertThat(published.weights()[row][column]).isEqualTo(anatomy.weights()[column][row]);
      }
    }
    assertThat(incomingSums(published)[RIGHT_CA1]).isCloseTo(1.1712, within(5e-5));
  }

  @Test
  void shouldGiveTheDelaysOfTheReferenceExperiment() {
    Connectome mouse = load("data/mouse104", Rows.SOURCES, Normalise.INCOMING);
    int[][] steps = mouse.delaySteps(3.0, 0.1);

    int[] fromOthers = Arrays.stream(steps[RIGHT_CA1]).filter(delay -> delay > 0).toArray();
    assertThat(fromOthers).hasSize(103);
    assertThat(Arrays.stream(fromOthers).min()).hasValue(21);
    assertThat(steps[RIGHT_CA1][LEFT_CA1]).isEqualTo(180);
    assertThat(Arrays.stream(steps).flatMapToInt(Arrays::stream).max()).hasValue(385);
  }

  @Test
  void shouldLoadAnArchiveWithADirectoryStrayFilesAndADiagonal() {
    Connectome mouse = load("data/ConnectivityAllen2mm.zip", Rows.SOURCES, Normalise.INCOMING);

    assertThat(mouse.size()).isEqualTo(98);
    assertThat(mouse.labels().get(23)).isEqualTo("Right_Field_CA1");
    assertThat(mouse.labels().get(72)).isEqualTo("Left_Field_CA1");
    assertThat(mouse.labels().get(2)).isEqualTo("Right_Primary_somatosensory_area,_nose");
    assertThat(incomingSums(mouse)).usingComparatorWithPrecision(1e-12).containsOnly(1.0);
    for (int region = 0; region < 98; region++) {
      assertThat(mouse.weights()[region][region]).isZero();
      assertThat(mouse.right()[region]).isEqualTo(region < 49);
    }
    int shortest =
        Arrays.stream(mouse.delaySteps(3.0, 0.1)[23])
            .filter(delay -> delay > 0)
            .min()
            .orElseThrow();
    assertThat(shortest).isEqualTo(20);
  }
}
