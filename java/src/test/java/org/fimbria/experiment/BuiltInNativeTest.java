package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built-in experiments against the parameter tables of the native library. */
class BuiltInNativeTest {
  private final ExperimentLoader loader = new ExperimentLoader(new NativeModels());

  @ParameterizedTest
  @CsvSource({
    "mouse-ca1, asynchronous",
    "mouse-ca1, irregular-synchronous",
    "mouse-ca1, irregular-synchronous-untuned",
    "mouse-ca1, regular-bursting",
    "mouse-ca1, regular-bursting-untuned",
    "mouse-ca1-published, asynchronous",
    "mouse-ca1-published, irregular-synchronous",
    "mouse-ca1-published, regular-bursting"
  })
  void shouldFitTheModelsOfTheLibrary(String name, String regime) {
    Experiment experiment = loader.load(name, Optional.of(regime), List.of()).experiment();
    var models = new NativeModels();
    assertThat(experiment.neuralmass().params())
        .hasSameSizeAs(models.massParameters("mean_field_adex", 2));
    assertThat(experiment.neuralmass().initial())
        .hasSameSizeAs(models.massVariables("mean_field_adex", 2));
    assertThat(experiment.spiking().populations().getFirst().params())
        .hasSameSizeAs(models.neuronParameters("aeif_cond_exp"));
  }

  @Test
  void shouldRunInFirstOrderTooWithoutTheSecondOrdersOptions() {
    Experiment experiment =
        loader.load("mouse-ca1", Optional.empty(), List.of("neuralmass.order=1")).experiment();
    assertThat(experiment.neuralmass().params())
        .hasSameSizeAs(new NativeModels().massParameters("mean_field_adex", 1))
        .doesNotContainKey("derivatives");
    assertThat(experiment.record().rates().variables())
        .containsExactly("E", "I", "W_e", "W_i", "xi");
  }

  @ParameterizedTest
  @CsvSource({"mean_field_adex, 1, mean_field_adex_1", "wilson_cowan, 2, wilson_cowan"})
  void shouldNameTheEngineModelOfAFamilyAndAnOrder(String family, int order, String name) {
    assertThat(NativeModels.engineName(family, order)).isEqualTo(name);
  }
}
