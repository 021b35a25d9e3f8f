package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In what an experiment differs from another one. */
class DifferencesTest {
  private static Loaded load(String regime, String... sets) {
    return new ExperimentLoader(new TestModels())
        .load("mouse-ca1", Optional.of(regime), List.of(sets));
  }

  private static List<Difference> differences(Loaded loaded) {
    return loaded.differences(load("asynchronous"));
  }

  @Test
  void shouldFindNoneInTheSameExperimentOfAnotherName() {
    assertThat(differences(load("asynchronous", "name=mine", "duration=5.0e3", "run.out=there")))
        .isEmpty();
  }

  @Test
  void shouldTellBothValuesWithUnitAndMeaning() {
    assertThat(differences(load("asynchronous", "seed=7", "record.ecog.interval=2")))
        .extracting(Difference::key, Difference::value, Difference::base, Difference::unit)
        .containsExactly(
            tuple("seed", "7", "46", ""), tuple("record.ecog.interval", "2", "0.9765625", "ms"));
    assertThat(differences(load("asynchronous", "seed=7")).getFirst().meaning())
        .isEqualTo("Key of every random number");
  }

  @Test
  void shouldFollowLinksAndRegimes() {
    assertThat(differences(load("irregular-synchronous")))
        .extracting(Difference::key)
        .contains(
            "spiking.populations.excitatory.params.b",
            "neuralmass.params.b_e",
            "spiking.between_regions.synapses")
        .doesNotContain("regime", "run.out");
  }

  @Test
  void shouldCompareListsAndWhatOnlyOneOfThemHas() {
    assertThat(
            differences(
                load(
                    "asynchronous",
                    "spiking.regions=[Left_Field_CA1]",
                    "record.membrane.inhibitory=null")))
        .extracting(Difference::key, Difference::value, Difference::base)
        .contains(
            tuple("spiking.regions", "[Left_Field_CA1]", "[Right_Field_CA1, Left_Field_CA1]"),
            tuple("record.membrane.inhibitory.variables", "", "[V_m, w]"));
  }
}
