package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionCheckTest {
  private static final List<String> LABELS = List.of("Right_CA1", "Right_CA3", "Left_CA1", "7");

  @TempDir private Path folder;

  private Loaded load(String regions) {
    return new ExperimentFiles(folder).load(ExperimentFiles.SHORTEST.replace("[CA1]", regions));
  }

  @Test
  void shouldFindRegionsByNameAndByIndex() {
    assertThat(RegionCheck.indices(load("[Left_CA1, 0, \"1\"]"), LABELS)).containsExactly(2, 0, 1);
  }

  @Test
  void shouldTakeANumberThatIsALabelForTheLabel() {
    assertThat(RegionCheck.indices(load("[7]"), LABELS)).containsExactly(3);
  }

  @Test
  void shouldNameTheNearestRegionAndRefuseARegionGivenTwice() {
    Loaded loaded = load("[right_ca3, 4, 12345678901, Left_CA1, 2]".replace("12345678901", "99"));
    assertThatThrownBy(() -> RegionCheck.indices(loaded, LABELS))
        .isInstanceOf(ExperimentException.class)
        .hasMessage(
            """
            FILE:4: spiking.regions[0]: 'right_ca3': allowed: a region of the connectome, or its index from 0 to 3 (nearest valid name 'Right_CA3')
            FILE:4: spiking.regions[1]: 4: allowed: a region of the connectome, or its index from 0 to 3
            FILE:4: spiking.regions[2]: 99: allowed: a region of the connectome, or its index from 0 to 3
            FILE:4: spiking.regions[4]: 2: allowed: each region once; spiking.regions[3] is Left_CA1 too\
            """
                .replace("FILE", folder.resolve("x.yaml").toString()));
  }

  @Test
  void shouldTellWrongRegionsTogetherWithOtherProblems() throws IOException {
    Path file = folder.resolve("x.yaml");
    String wrong = ExperimentFiles.SHORTEST.replace("[CA1]", "[Right_CA]") + "nonsense: 1\n";
    Files.writeString(file, wrong);
    ExperimentLoader loader = new ExperimentLoader(new TestModels(), _ -> LABELS);
    assertThatThrownBy(() -> loader.load(file.toString(), Optional.empty(), List.of()))
        .isInstanceOf(ExperimentException.class)
        .hasMessageContaining("nonsense: 1: unknown key")
        .hasMessageContaining("'Right_CA': allowed: a region of the connectome")
        .extracting(e -> ((ExperimentException) e).problems())
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2);
  }

  @Test
  void shouldPlaceAProblemThatShowsLater() {
    Problem problem = load("[CA1]").problem("epoch", "longer than the shortest delay");
    assertThat(problem)
        .hasToString(folder.resolve("x.yaml") + ":1: epoch: 'max': longer than the shortest delay");
  }
}
