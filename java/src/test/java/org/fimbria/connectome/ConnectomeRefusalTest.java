package org.fimbria.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.experiment.Experiment.Normalise;
import org.fimbria.experiment.Experiment.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be a connectome is refused by name, everything at once. */
class ConnectomeRefusalTest {
  @TempDir Path directory;

  private static List<String> refusal(Path source, Normalise normalise) {
    return catchThrowableOfType(
            ConnectomeException.class, () -> TestConnectome.load(source, Rows.TARGETS, normalise))
        .lines();
  }

  /** Lines of the refusal, without the path in front, which is checked. */
  private List<String> refusal(TestConnectome files) throws IOException {
    Path source = files.archive(directory);
    List<String> lines = refusal(source, Normalise.NONE);
    assertThat(lines).allMatch(line -> line.startsWith(source + ": "));
    return lines.stream().map(line -> line.substring((source + ": ").length())).toList();
  }

  private List<String> refusal(String file, String text) throws IOException {
    return refusal(new TestConnectome().with(file, text));
  }

  @Test
  void shouldRefuseAMatrixThatIsNotSquare() throws IOException {
    assertThat(refusal("weights.txt", "0 1 2\n3 0\n5 6 0\n"))
        .containsExactly("weights.txt: row 2 has 2 columns, but there are 3 rows: not square");
  }

  @Test
  void shouldRefuseWhatIsNoFiniteNumber() throws IOException {
    assertThat(refusal("weights.txt", "0 NaN 2\n-inf 0 4\n5 six 0\n"))
        .containsExactly(
            "weights.txt: row 1, column 2: NaN is no finite number",
            "weights.txt: row 2, column 1: -inf is no finite number",
            "weights.txt: row 3, column 2: six is no finite number");
  }

  @Test
  void shouldRefuseNegativeNumbers() throws IOException {
    assertThat(refusal("weights.txt", "0 1 2\n3 0 -0.25\n5 6 0\n"))
        .containsExactly("weights.txt: row 2, column 3: -0.25 is negative, must be >= 0");
    assertThat(refusal("volumes.txt", "1\n-2\n3\n"))
        .containsExactly("volumes.txt: row 2, column 1: -2.0 is negative, must be >= 0");
  }

  @Test
  void shouldRefuseLengthsThatDifferBetweenDirections() throws IOException {
    assertThat(refusal("tract_lengths.txt", "0 3 4\n3.00001 0 5\n4.000001 5 0\n"))
        .containsExactly(
            "tract_lengths.txt: row 1, column 2: 3.0, but row 2, column 1: 3.00001;"
                + " lengths must be symmetric");
  }

  @Test
  void shouldRefuseMatricesOfDifferentSizes() throws IOException {
    assertThat(refusal("tract_lengths.txt", "0 3\n3 0\n"))
        .containsExactly("tract_lengths.txt: 2 rows, but weights.txt has 3");
  }

  @Test
  void shouldRefuseFewerLabelsThanRegions() throws IOException {
    assertThat(refusal("centres.txt", "a 0 0 0\nb 3 0 0\n"))
        .containsExactly(
            "centres.txt: 2 centres for 3 regions", "centres.txt: 2 labels for 3 regions");
    assertThat(refusal("region_labels.txt", "a\nb\n"))
        .containsExactly("region_labels.txt: 2 labels for 3 regions");
  }

  @Test
  void shouldRefuseLabelsThatStandTwiceOrNotAtAll() throws IOException {
    assertThat(refusal("centres.txt", "a 0 0 0\n3 0 0\na 0 4 0\n"))
        .containsExactly(
            "centres.txt: row 2 has no label", "centres.txt: row 3: label a stands in row 1 too");
  }

  @Test
  void shouldRefuseCentresThatAreNotThreeNumbers() throws IOException {
    assertThat(refusal("centres.txt", "a 0 0 0\nb 3 0\nc 0 4 0\n"))
        .contains("centres.txt: row 2: b 3 0 is not label x y z");
  }

  @Test
  void shouldRefuseFlagsThatAreNeitherZeroNorOne() throws IOException {
    assertThat(refusal("cortical.txt", "1\n0.5\n"))
        .containsExactly(
            "cortical.txt: 2 numbers for 3 regions",
            "cortical.txt: row 2, column 1: 0.5 is not 0 or 1");
  }

  @Test
  void shouldNameAMissingFileAndWhatIsThere() throws IOException {
    assertThat(refusal(new TestConnectome().without("tract_lengths.txt")))
        .containsExactly(
            "no tract_lengths.txt or .txt.bz2 (also accepted: tract, tracts, lengths);"
                + " files found: centres.txt, weights.txt");
  }

  @Test
  void shouldRefuseTwoFilesForOneThing() throws IOException {
    assertThat(refusal("other/weights.txt", "0"))
        .containsExactly("weights is there more than once: other/weights.txt, weights.txt");
  }

  @Test
  void shouldRefuseARegionWithoutWeightToNormalise() throws IOException {
    Path source =
        new TestConnectome().with("weights.txt", "0 1 2\n0 7 0\n5 6 0\n").archive(directory);
    assertThat(refusal(source, Normalise.INCOMING))
        .containsExactly(
            source
                + ": weights: region 1 (R_b): the sum of incoming weights is 0.0,"
                + " normalise: incoming needs it > 0 and finite");
    assertThat(TestConnectome.load(source, Rows.TARGETS, Normalise.NONE).weights()[1])
        .containsOnly(0);
  }

  @Test
  void shouldTellEverythingAtOnceAndCountWhatRepeats() throws IOException {
    TestConnectome files =
        new TestConnectome()
            .with("weights.txt", "nan nan nan\nnan nan nan\n-1 nan nan\n")
            .with("tract_lengths.txt", "0 3 4\n3 0 5\n4 6 0\n")
            .with("hemispheres.txt", "2 1 0\n")
            .without("centres.txt");
    assertThat(refusal(files))
        .hasSize(10)
        .contains(
            "weights.txt: 3 more that are no finite numbers",
            "weights.txt: row 3, column 1: -1.0 is negative, must be >= 0",
            "hemispheres.txt: row 1, column 1: 2.0 is not 0 or 1");
  }

  @Test
  void shouldRefuseWhatIsNoArchive() throws IOException {
    Path text = Files.writeString(directory.resolve("brain.zip"), "no archive");
    assertThat(refusal(text, Normalise.NONE))
        .singleElement()
        .asString()
        .startsWith(text + ": cannot be read: ");
    Path missing = directory.resolve("none");
    assertThat(refusal(missing, Normalise.NONE))
        .containsExactly(
            missing + ": does not exist; connectome.source is synthetic-mouse, a .zip or a folder");
  }

  @Test
  void shouldRefuseAFileThatIsNoBzip2() throws IOException {
    Path source = new TestConnectome().without("weights.txt").folder(directory);
    Files.writeString(source.resolve("weights.txt.bz2"), "0 1 2\n3 0 4\n5 6 0\n");
    assertThat(refusal(source, Normalise.NONE))
        .singleElement()
        .asString()
        .startsWith(source + ": weights.txt.bz2: cannot be read: ");
  }

  @Test
  void shouldRefuseARowLongerThanAnyConnectome() throws IOException {
    TestConnectome files = new TestConnectome().with("weights.txt", "0 ".repeat(3_000_000));
    assertThat(refusal(files))
        .containsExactly("weights.txt: cannot be read: row 1: more than 5000 columns");
  }

  @Test
  void shouldRefuseAnArchiveOfTooManyFiles() throws IOException {
    TestConnectome files = new TestConnectome();
    for (int i = 0; i < ConnectomeFiles.MAX_FILES; i++) {
      files.with("file" + i, "");
    }
    assertThat(refusal(files))
        .containsExactly("cannot be read: more than 1000 files: not a connectome");
  }

  @Test
  void shouldStopReadingBeyondTheLimit() {
    LimitedInputStream endless =
        new LimitedInputStream(new ByteArrayInputStream(new byte[100]), 99);
    assertThat(catchThrowableOfType(IOException.class, endless::readAllBytes))
        .hasMessage("longer than the 99 bytes allowed");
  }
}
