package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.cosim.Placement.NoPlacement;
import org.fimbria.experiment.Experiment.PlacementMap;
import org.fimbria.experiment.Experiment.PlacementRule;
import org.fimbria.experiment.Experiment.PlacementSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
  private static final PlacementSpec MAP = new PlacementMap(1, 0, 1, List.of(1, 2));

  @ParameterizedTest
  @CsvSource({
    "SEPARATE, 2, neuralmass rates_to_spikes spikes_to_rate | spiking",
    "SEPARATE, 3, neuralmass rates_to_spikes spikes_to_rate | spiking | spiking.1",
    "SEPARATE, 4, neuralmass rates_to_spikes spikes_to_rate | spiking | spiking.1 | spiking.2",
    "SHARED, 2, neuralmass rates_to_spikes spikes_to_rate spiking | spiking.1",
    "SHARED, 3, neuralmass rates_to_spikes spikes_to_rate spiking | spiking.1 | spiking.2",
    "MODULES, 4, neuralmass | rates_to_spikes | spikes_to_rate | spiking",
    "MODULES, 5, neuralmass | rates_to_spikes | spikes_to_rate | spiking | spiking.1"
  })
  void shouldGiveEachRankItsModules(PlacementRule rule, int ranks, String modules) {
    assertThat(modules(Placement.of(rule, ranks, true))).isEqualTo(modules);
  }

  @Test
  void shouldFollowAMap() {
    assertThat(modules(Placement.of(MAP, 3, true)))
        .isEqualTo("rates_to_spikes | neuralmass spikes_to_rate spiking | spiking.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldPlaceEveryModuleOnceAndLeaveNoRankIdle(int ranks) {
    List<PlacementSpec> possible = new ArrayList<>();
    possible.addAll(List.of(PlacementRule.SEPARATE, PlacementRule.SHARED));
    if (ranks == 1 || ranks > 3) {
      possible.add(PlacementRule.MODULES);
    }
    int last = ranks - 1;
    possible.add(new PlacementMap(last, 0, last / 2, IntStream.range(0, ranks).boxed().toList()));
    for (PlacementSpec spec : possible) {
      Placement placement = Placement.of(spec, ranks, true);
      List<String> all =
          IntStream.range(0, ranks).boxed().flatMap(r -> placement.modules(r).stream()).toList();
      assertThat(all)
          .doesNotHaveDuplicates()
          .contains("neuralmass", "rates_to_spikes", "spikes_to_rate", "spiking")
          .hasSize(3 + placement.spiking().size());
      assertThat(IntStream.range(0, ranks))
          .allSatisfy(rank -> assertThat(placement.modules(rank)).isNotEmpty());
      assertThat(placement.modules(placement.lead())).contains("spiking");
      assertThat(placement.coupled())
          .contains(placement.neuralmass(), placement.lead())
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(PlacementRule.class)
  void shouldPutEverythingIntoOneRank(PlacementRule rule) {
    assertThat(Placement.of(rule, 1, true)).isEqualTo(Placement.single(true));
    assertThat(Placement.of(MAP, 1, true)).isEqualTo(Placement.single(true));
    assertThat(modules(Placement.single(true)))
        .isEqualTo("neuralmass rates_to_spikes spikes_to_rate spiking");
  }

  @ParameterizedTest
  @EnumSource(PlacementRule.class)
  void shouldRunABrainAloneInOneRankOnly(PlacementRule rule) {
    assertThat(modules(Placement.of(rule, 1, false))).isEqualTo("neuralmass");
    assertThatThrownBy(() -> Placement.of(rule, 2, false))
        .isInstanceOf(NoPlacement.class)
        .hasMessage("allowed: 1 rank, since no region is spiking; 2 given");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void shouldSayHowManyRanksTheModulesNeed(int ranks) {
    assertThatThrownBy(() -> Placement.of(PlacementRule.MODULES, ranks, true))
        .hasMessage("allowed with this placement: 1 rank, or 4 and more; %d given", ranks);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void shouldSayHowManyRanksAMapNeeds(int ranks) {
    assertThatThrownBy(() -> Placement.of(MAP, ranks, true))
        .hasMessage("allowed with this placement: 1 rank, or 3; %d given", ranks);
  }

  private static String modules(Placement placement) {
    List<String> ranks = new ArrayList<>();
    for (int rank = 0; rank < placement.ranks(); rank++) {
      ranks.add(String.join(" ", placement.modules(rank)));
    }
    return String.join(" | ", ranks);
  }
}
