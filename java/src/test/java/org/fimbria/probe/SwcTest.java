package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.probe.Morphology.Section;
import org.fimbria.probe.Morphology.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SwcTest {
  static final List<String> NAMES = BuiltInMorphologies.NAMES;

  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();

  @ParameterizedTest
  @FieldSource("NAMES")
  void shouldReadWhatIsWritten(String name) throws IOException {
    Morphology written = BuiltInMorphologies.of(name);
    Morphology read = read(SwcWriter.write(written));
    assertThat(read.sections()).hasSameSizeAs(written.sections());
    assertThat(read.length()).isCloseTo(written.length(), within(1e-9));
    assertThat(read.area()).isCloseTo(written.area(), within(1e-9));
    assertThat(read.sections().stream().map(Section::type).sorted())
        .isEqualTo(written.sections().stream().map(Section::type).sorted().toList());
    Membrane membrane = new Membrane(1, 150, 20);
    Cell before = Compartments.of(written, membrane).cell();
    Cell after = Compartments.of(read, membrane).cell();
    assertThat(sorted(after.g_axial())).isEqualTo(sorted(before.g_axial()));
    assertThat(sorted(after.C_m())).isEqualTo(sorted(before.C_m()));
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'1 1 0 0 0 5 -1', 10",
    "'1 1 0 0 0 5 -1\n2 1 0 -5 0 5 1\n3 1 0 5 0 5 1', 10",
    "'1 1 0 0 0 5 -1\n2 1 0 12 0 5 1', 12",
    "'1 1 0 0 0 5 -1\n2 1 0 4 0 5 1\n3 1 0 9 0 5 2\n4 1 0 15 0 5 3', 15",
  })
  void shouldMakeTheSomaOfOneTwoThreeOrManySamplesACylinder(String text, double length)
      throws IOException {
    Section soma = read(text).sections().getFirst();
    assertThat(soma.type()).isEqualTo(Type.SOMA);
    assertThat(soma.length()).isCloseTo(length, within(1e-12));
    assertThat(soma.area()).isCloseTo(Math.PI * 10 * length, within(1e-9));
  }

  @Test
  void shouldBeginADendriteAtItsOwnFirstSampleUnlessItHasOnlyOne() throws IOException {
    Morphology cell =
        read(
            """
            1 1 0 0 0 5 -1
            2 3 6 0 0 1 1
            3 3 26 0 0 1 2
            4 4 0 0 30 1 1
            """);
    assertThat(cell.sections().get(1).length()).isCloseTo(20, within(1e-12));
    assertThat(cell.sections().get(2).length()).isCloseTo(30, within(1e-12));
    assertThat(cell.sections()).extracting(Section::at).containsExactly(0.0, 0.5, 0.5);
  }

  @Test
  void shouldCutSectionsAtBranchesAndAtChangesOfType() throws IOException {
    Morphology cell =
        read(
            """
            1 1 0 0 0 5 -1
            2 3 5 0 0 1 1
            3 3 15 0 0 1 2
            4 3 25 0 0 1 3
            5 3 25 10 0 0.5 4
            6 3 25 -10 0 0.5 4
            7 2 25 -30 0 0.5 6
            """);
    assertThat(cell.sections()).extracting(Section::parent).containsExactly(-1, 0, 1, 1, 3);
    assertThat(cell.sections().getLast().type()).isEqualTo(Type.AXON);
    assertThat(cell.length()).isCloseTo(10 + 20 + 10 + 10 + 20, within(1e-12));
  }

  @Test
  void shouldAcceptCommentsByteOrderMarksCarriageReturnsAndAnyOrder() throws IOException {
    Morphology cell =
        read("\uFEFF# cell\r\n\r\n3 3 20 0 0 1 2 # tip\r\n  2 3 5 0 0 1 1\r\n1 1 0 0 0 5 -1\r\n");
    assertThat(cell.sections()).hasSize(2);
    assertThat(cell.sections().getLast().length()).isCloseTo(15, within(1e-12));
  }

  @Test
  void shouldTakeUnknownTypesForDendritesWithANote() throws IOException {
    Morphology cell = read("1 1 0 0 0 5 -1\n2 7 5 0 0 1 1\n3 7 15 0 0 1 2\n");
    assertThat(cell.sections().getLast().type()).isEqualTo(Type.BASAL);
    assertThat(notes)
        .containsExactly(folder + "/c.swc: 2 samples of type 7 count as basal dendrite");
  }

  @Test
  void shouldLeaveOutSamplesWithoutLength() throws IOException {
    Morphology cell =
        read(
            """
            1 1 0 0 0 5 -1
            2 3 5 0 0 1 1
            3 3 5 0 0 1 2
            4 3 25 0 0 1 3
            5 3 25 0 0 0.5 4
            """);
    assertThat(cell.sections()).hasSize(2);
    assertThat(cell.sections().getLast().length()).isCloseTo(20, within(1e-12));
    assertThat(notes)
        .containsExactly(folder + "/c.swc: line 5: sample 5 has no length and is left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| empty",
        "'# nothing'| empty",
        "'1 1 0 0 0 5'| line 1: 6 fields, must be 7: id type x y z radius parent",
        "'1 1 0 zero 0 5 -1'| line 1: y: zero is no finite number",
        "'1 1 0 0 NaN 5 -1'| line 1: z: NaN is no finite number",
        "'1 1 0 0 0 0 -1'| line 1: radius: 0 um, must be > 0",
        "'1 1 0 0 0 -2.5 -1'| line 1: radius: -2.5 um, must be > 0",
        "'1 1 0 0 -1e7 5 -1'| line 1: z: -1e7 um, must be within 1e6 um",
        "'1.5 1 0 0 0 5 -1'| line 1: 1.5 is no whole number",
        "'1 1 0 0 0 5 -1\n1 3 9 0 0 5 1'| line 2: id 1 is that of line 1 too",
        "'1 1 0 0 0 5 -1\n2 3 9 0 0 5 7'| line 2: parent 7 of sample 2 does not exist",
        "'1 1 0 0 0 5 -1\n2 3 9 0 0 5 2'| line 2: sample 2 is its own ancestor: a cycle",
        "'1 1 0 0 0 5 -1\n2 3 9 0 0 5 3\n3 3 9 9 0 5 2'"
            + "| line 2: sample 2 is its own ancestor: a cycle",
        "'1 1 0 0 0 5 2\n2 3 9 0 0 5 1'| no root: no sample has parent -1",
        "'1 3 0 0 0 5 -1'| no soma: no sample has type 1",
        "'1 3 0 0 0 5 -1\n2 1 9 0 0 5 1'| line 1: the root, sample 1, has type 3, must be 1 (soma)",
        "'1 1 0 0 0 5 -1\n2 3 9 0 0 5 1\n3 1 19 0 0 5 2'"
            + "| line 3: soma sample 3 hangs on sample 2 of type 3: the soma must be one piece",
        "'1 1 0 0 0 5 -1\n2 3 9 0 0 5 -1'| line 2: sample 2 has no parent, nor has sample 1 in line"
            + " 1: parts are not connected",
        "'1 1 0 0 0 5 -1\n2 1 9 0 0 5 1\n3 1 9 9 0 5 1\n4 1 9 19 0 5 3'| line 1: the soma branches"
            + " at sample 1; allowed are one sample, two samples on the first one, or a chain",
        "'1 1 0 0 0 5 -1\n2 1 0 0 0 5 1'| line 1: all samples of the soma lie on one place",
      })
  void shouldNameLineAndValueOfWhatIsWrong(String text, String problem) throws IOException {
    assertThat(problems(text)).contains(folder + "/c.swc: " + problem);
  }

  @Test
  void shouldTellAllProblemsAtOnceAndCountThoseBeyondTheFirstTen() throws IOException {
    String bad = "1 1 0 0 0 0 -1\n".repeat(14);
    assertThat(problems(bad)).hasSize(11).last().isEqualTo(folder + "/c.swc: 4 more problems");
  }

  @Test
  void shouldRefuseAFileThatIsMissingAFolderOrTooLarge() throws IOException {
    assertThat(problems(folder.resolve("no.swc")))
        .containsExactly(folder + "/no.swc: no such file");
    assertThat(problems(folder)).containsExactly(folder + ": not a file");
    Path large = folder.resolve("large.swc");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(TextRows.MAX_BYTES + 1);
    }
    assertThat(problems(large))
        .containsExactly(large + ": 67108865 bytes, at most 67108864 are allowed");
  }

  @Test
  void shouldReadALongChainOfSectionsWithoutRecursion() throws IOException {
    StringBuilder text = new StringBuilder("1 1 0 0 0 5 -1\n");
    for (int i = 2; i < 50_000; i++) {
      text.append("%d %d %d 0 0 1 %d\n".formatted(i, 2 + i % 2, i, i - 1));
    }
    assertThat(read(text.toString()).sections()).hasSize(49_999);
  }

  @Test
  void shouldReadOrRefuseWhateverAFileHas() throws IOException {
    String whole = SwcWriter.write(BuiltInMorphologies.of("basket"));
    String pieces = "0123456789 -.eN\n#\u0000\u00e9";
    Random random = new Random(1);
    int read = 0;
    for (int file = 0; file < 2000; file++) {
      StringBuilder text = new StringBuilder(whole);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        text.replace(
            at, at + random.nextInt(2), "" + pieces.charAt(random.nextInt(pieces.length())));
      }
      try {
        Compartments.of(read(text.toString()), new Membrane(1, 150, 20));
        read++;
      } catch (ProbeException e) {
        assertThat(e.lines()).isNotEmpty().allMatch(line -> line.startsWith(folder + "/c.swc: "));
      }
    }
    assertThat(read).as("files read").isBetween(200, 1800);
  }

  private Morphology read(String text) throws IOException {
    return SwcReader.read(Files.writeString(folder.resolve("c.swc"), text), notes::add);
  }

  private List<String> problems(String text) throws IOException {
    return problems(Files.writeString(folder.resolve("c.swc"), text));
  }

  private List<String> problems(Path file) {
    return catchThrowableOfType(ProbeException.class, () -> SwcReader.read(file, notes::add))
        .lines();
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).map(value -> Math.rint(value * 1e9) / 1e9).sorted().toArray();
  }
}
