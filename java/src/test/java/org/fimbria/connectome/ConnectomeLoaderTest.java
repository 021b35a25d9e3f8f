package org.fimbria.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.fimbria.experiment.Experiment.Normalise;
import org.fimbria.experiment.Experiment.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectomeLoaderTest {
  @TempDir Path directory;

  private static Connectome load(Path source) {
    return TestConnectome.load(source, Rows.TARGETS, Normalise.NONE);
  }

  private static double[][] matrix(double[]... rows) {
    return rows;
  }

  private static double[] row(double... values) {
    return values;
  }

  @Test
  void shouldTakeRowsAsTargetsAsTheyStand() throws IOException {
    Connectome brain = load(new TestConnectome().folder(directory));
    assertThat(brain.weights()).isDeepEqualTo(matrix(row(0, 1, 2), row(3, 0, 4), row(5, 6, 0)));
  }

  @Test
  void shouldTransposeRowsThatAreSources() throws IOException {
    Path source = new TestConnectome().folder(directory);
    Connectome brain = TestConnectome.load(source, Rows.SOURCES, Normalise.NONE);
    assertThat(brain.weights()).isDeepEqualTo(matrix(row(0, 3, 5), row(1, 0, 6), row(2, 4, 0)));
  }

  @Test
  void shouldDivideByTheIncomingSumOfEachTarget() throws IOException {
    Path source = new TestConnectome().folder(directory);
    Connectome brain = TestConnectome.load(source, Rows.TARGETS, Normalise.INCOMING);
    assertThat(brain.weights()[0]).containsExactly(0, 1 / 3.0, 2 / 3.0);
    assertThat(brain.weights()[2]).containsExactly(5 / 11.0, 6 / 11.0, 0);
  }

  @Test
  void shouldDivideByTheOutgoingSumOfEachSource() throws IOException {
    Path source = new TestConnectome().folder(directory);
    Connectome brain = TestConnectome.load(source, Rows.TARGETS, Normalise.OUTGOING);
    assertThat(brain.weights()[0]).containsExactly(0, 1 / 7.0, 2 / 6.0);
    assertThat(brain.weights()[2]).containsExactly(5 / 8.0, 6 / 7.0, 0);
  }

  @Test
  void shouldLeaveOutTheDiagonalBeforeNormalising() throws IOException {
    Path source =
        new TestConnectome().with("weights.txt", "9 1 1\n1 9 3\n1 1 9\n").folder(directory);
    Connectome brain = TestConnectome.load(source, Rows.TARGETS, Normalise.INCOMING);
    assertThat(brain.weights()[1]).containsExactly(0.25, 0, 0.75);
  }

  @Test
  void shouldReadCommasCommentsEmptyLinesAndWindowsLineEnds() throws IOException {
    Path source =
        new TestConnectome()
            .with("weights.txt", "\uFEFF# weights\r\n0,1, 2\r\n\r\n3,0,4,\r\n5,6,0\r\n")
            .folder(directory);
    assertThat(load(source).weights())
        .isDeepEqualTo(matrix(row(0, 1, 2), row(3, 0, 4), row(5, 6, 0)));
  }

  @Test
  void shouldReadBzip2InANestedArchiveBesideStrayFiles() throws IOException {
    TestConnectome plain = new TestConnectome();
    TestConnectome nested =
        new TestConnectome()
            .with("brain/weights.txt.bz2", plain.files.get("weights.txt"))
            .with("brain/tract.txt", plain.files.get("tract_lengths.txt"))
            .with("brain/centers.txt", plain.files.get("centres.txt"))
            .with("brain/.DS_Store", "\u0000")
            .with("brain/Thumbs.db", "\u0000")
            .with("brain/average_orientations.txt", "not read")
            .with("__MACOSX/brain/._weights.txt", "\u0000")
            .with("__MACOSX/brain/weights.txt", "\u0000");
    plain.files.keySet().forEach(nested::without);
    assertThat(load(nested.archive(directory)).weights())
        .isDeepEqualTo(load(plain.folder(directory.resolve("plain"))).weights());
  }

  @Test
  void shouldReadLabelsWithBlanksAndCommas() throws IOException {
    Path source =
        new TestConnectome()
            .with("centres.txt", "Area, nose 1 2 3\n\"Area B\", 4, 5, 6\nC\t7 8 9\n")
            .folder(directory);
    Connectome brain = load(source);
    assertThat(brain.labels()).containsExactly("Area, nose", "Area B", "C");
    assertThat(brain.centres()[1]).containsExactly(4, 5, 6);
  }

  @Test
  void shouldPreferLabelsOfTheirOwnFile() throws IOException {
    Path source =
        new TestConnectome()
            .with("centres.txt", "0 0 0\n3 0 0\n0 4 0\n")
            .with("region_labels.txt", "one\ntwo\nthree\n")
            .folder(directory);
    assertThat(load(source).labels()).containsExactly("one", "two", "three");
  }

  @Test
  void shouldReadFlagsAndVolumesWhereTheyAre() throws IOException {
    Path source =
        new TestConnectome()
            .with("cortical.txt", "1\n0\n1\n")
            .with("hemispheres.txt", "0 1 1\n")
            .with("volumes.txt", "10\n20\n30.5\n")
            .folder(directory);
    Connectome brain = load(source);
    assertThat(brain.cortical()).containsExactly(true, false, true);
    assertThat(brain.right()).containsExactly(false, true, true);
    assertThat(brain.volumes()).containsExactly(10, 20, 30.5);
  }

  @Test
  void shouldCountEveryRegionAsACorticalVoxelWhereFilesAreMissing() throws IOException {
    Connectome brain = load(new TestConnectome().folder(directory));
    assertThat(brain.cortical()).containsExactly(true, true, true);
    assertThat(brain.right()).containsExactly(true, true, false);
    assertThat(brain.volumes()).containsExactly(1, 1, 1);
  }

  @Test
  void shouldAllowATractWithoutLength() throws IOException {
    Path source =
        new TestConnectome().with("tract_lengths.txt", "0 0 4\n0 0 5\n4 5 0\n").folder(directory);
    assertThat(load(source).tract_lengths()[0]).containsExactly(0, 0, 4);
  }
}
