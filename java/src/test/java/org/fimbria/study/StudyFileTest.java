package org.fimbria.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fimbria.experiment.ExperimentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyFileTest {
  private static final String HEAD = "study: mine\nexperiment: mouse-ca1\n";

  @TempDir private Path folder;

  @Test
  void shouldCrossPointsWithGrids() throws IOException {
    Study study =
        read(
            HEAD
                + "trials: 3\nsweeps:\n  both:\n    points: [{ranks: 1}, {ranks: 2, placement: shared}]\n"
                + "    grid: {epoch: [0.5, 2.0], record.membrane: [null]}\n  rest: {trials: 1}\n",
            false);
    assertThat(study.points())
        .extracting(Study.Point::id)
        .containsExactly(
            "ranks=1 epoch=0.5 record.membrane=null",
            "ranks=1 epoch=2.0 record.membrane=null",
            "ranks=2 placement=shared epoch=0.5 record.membrane=null",
            "ranks=2 placement=shared epoch=2.0 record.membrane=null",
            "as set");
    assertThat(study.sweeps()).extracting(Study.Sweep::trials).containsExactly(3, 1);
    assertThat(study.keys()).containsExactly("ranks", "epoch", "record.membrane", "placement");
  }

  @ParameterizedTest
  @CsvSource({
    "1..4, 2, '1,2,3,4'",
    "1..cores, 2, '1,2'",
    "cores, 6, '6,1'",
    "3..cores, 2, '1'",
    "1..20, 2, '1,2,3,4,5,6,7,8,10,12,14,16,20'",
    "1..cores, 9, '1,2,3,4,5,6,7,8,9'"
  })
  void shouldMakeRangesForTheMachine(String item, int cores, String expected) throws IOException {
    String text = HEAD + "sweeps: {one: {grid: {run.threads: [" + item + ", 1, 1]}}}\n";
    Path file = Files.writeString(folder.resolve("grid.yaml"), text);
    List<String> threads =
        StudyFile.read(file.toString(), false, cores).points().stream()
            .map(point -> point.values().get("run.threads"))
            .toList();
    assertThat(threads).containsExactly(expected.split(","));
  }

  @Test
  void shouldRefuseAKeyOfTheGridThatAnyPointHas() {
    String sweep =
        "    points: [{ranks: 1}, {ranks: 2, epoch: 1.0}]\n    grid:\n      epoch: [0.5]\n";
    assertThatThrownBy(() -> read(HEAD + "sweeps:\n  one:\n" + sweep, false))
        .isInstanceOf(ExperimentException.class)
        .hasMessageEndingWith(
            "grid.yaml:7: sweeps.one.grid.epoch: allowed: once; it stands in points too");
  }

  @ParameterizedTest
  @CsvSource({"4..2", "3..cores", "'3..cores, 2..1'"})
  void shouldRefuseASweepWithoutValues(String items) {
    String grid = "sweeps:\n  one:\n    grid:\n      run.threads: [" + items + "]\n";
    assertThatThrownBy(() -> read(HEAD + grid, false))
        .isInstanceOf(ExperimentException.class)
        .hasMessageEndingWith(
            "grid.yaml:6: sweeps.one.grid.run.threads: "
                + items
                + ": allowed: ranges that end at or above their begin; cores: 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void shouldReadTheBuiltInStudyOnMachinesOfAnySize(int cores) {
    for (boolean quick : List.of(false, true)) {
      assertThat(StudyFile.read("scaling", quick, cores).sweeps())
          .isNotEmpty()
          .allSatisfy(sweep -> assertThat(sweep.points()).isNotEmpty());
    }
  }

  @Test
  void shouldLayTheQuickVariantOverTheRest() throws IOException {
    String text =
        HEAD
            + "trials: 9\nsweeps: {a: {grid: {epoch: [1.0]}}, b: {}}\nquick: {trials: 2, sweeps: {b: null}}\n";
    assertThat(read(text, false).sweeps()).extracting(Study.Sweep::name).containsExactly("a", "b");
    Study quick = read(text, true);
    assertThat(quick.sweeps()).extracting(Study.Sweep::name).containsExactly("a");
    assertThat(quick.sweeps().getFirst().trials()).isEqualTo(2);
    assertThatThrownBy(() -> read(HEAD + "sweeps: {a: {}}\n", true))
        .hasMessageContaining("quick: missing");
  }

  @Test
  void shouldTellWhatIsWrongAndWhere() {
    assertThatThrownBy(() ->
            read(
                HEAD + "warmup: 3\ntrials: 0\nsweeps: {a: {grids: {}}}\nquick: {jobs: none}\n",
                false))
        .isInstanceOf(ExperimentException.class)
        .hasMessageContaining("grid.yaml:3: warmup: 3: unknown key")
        .hasMessageContaining("(nearest valid name 'warm_up')")
        .hasMessageContaining("grid.yaml:4: trials: 0: allowed: a whole number from 1 to 1000000")
        .hasMessageContaining("sweeps.a.grids")
        .hasMessageContaining("grid.yaml:6: jobs: 'none'");
  }

  @Test
  void shouldTellTheNearestBuiltInStudy() {
    assertThatThrownBy(() -> StudyFile.read("scalin", false, 2))
        .hasMessageContaining("scalin: no such file")
        .hasMessageContaining("(nearest valid name 'scaling')");
  }

  @Test
  void shouldSweepThePublishedValuesInTheBuiltInStudy() {
    Study study = StudyFile.read("scaling", false, 2);
    Map<String, Integer> sizes = new LinkedHashMap<>();
    study.sweeps().forEach(sweep -> sizes.put(sweep.name(), sweep.points().size()));
    assertThat(sizes)
        .containsEntry("neurons", 30)
        .containsEntry("epoch", 30)
        .containsEntry("threads", 8);
  }

  private Study read(String text, boolean quick) throws IOException {
    Path file = Files.writeString(folder.resolve("grid.yaml"), text);
    return StudyFile.read(file.toString(), quick, 2);
  }
}
