package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElectrodeTest {
  @TempDir private Path folder;

  @Test
  void shouldHaveThe32SitesOfTheNeuronexusPolytrode() {
    double[][] places = Electrode.of("neuronexus-32", 0.3).places();
    assertThat(places).hasDimensions(32, 3);
    assertThat(places[0]).containsExactly(0, -18, -117.1875);
    assertThat(places[9]).containsExactly(0, -18, 107.8125);
    assertThat(places[10]).containsExactly(0, 0, -129.6875);
    assertThat(places[21]).containsExactly(0, 0, 145.3125);
    assertThat(places[22]).containsExactly(0, 18, -117.1875);
    assertThat(places[31]).containsExactly(0, 18, 107.8125);
    assertThat(Arrays.stream(places).mapToDouble(place -> place[2]).sum()).isZero();
  }

  @Test
  void shouldReadSitesWithAndWithoutNames() throws IOException {
    Path file = write("\uFEFF# probe\r\ntip 0 0 -100 # deepest\r\n0, 1.5, 25\r\n");
    Electrode electrode = Electrode.of(file.toString(), 0.3);
    assertThat(electrode.sites())
        .containsExactly(
            new PointTable.Row("tip", 0, 0, -100), new PointTable.Row("1", 0, 1.5, 25));
    assertThat(electrode.name()).isEqualTo("sites.txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'# none'| empty",
        "'1 2'| line 1: 2 fields, must be x y z, or a name and x y z",
        "'a 1 2 3 4'| line 1: 5 fields, must be x y z, or a name and x y z",
        "'1 2 3\na 1 two 3'| line 2: y: two is no finite number",
        "'1 2 Infinity'| line 1: z: Infinity is no finite number",
        "'a 1 2 3\nb 1 2 3\na 4 5 6'| line 3: name a is that of line 1 too",
      })
  void shouldNameLineAndValueOfWhatIsWrong(String text, String problem) throws IOException {
    Path file = write(text);
    ProbeException e =
        catchThrowableOfType(ProbeException.class, () -> Electrode.of(file.toString(), 0.3));
    assertThat(e.lines()).containsExactly(file + ": " + problem);
  }

  @Test
  void shouldRefuseMoreRowsThanAnyProbeHas() throws IOException {
    Path file = write("0 0 0\n".repeat(PointTable.MAX_ROWS + 1));
    ProbeException e = catchThrowableOfType(ProbeException.class, () -> PointTable.read(file));
    assertThat(e.lines()).containsExactly(file + ": 100001 rows, at most 100000 are allowed");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("sites.txt"), text);
  }
}
