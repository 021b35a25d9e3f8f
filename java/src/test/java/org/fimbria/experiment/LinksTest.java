package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {
  @TempDir private Path folder;

  private Experiment load(String... sets) {
    return new ExperimentFiles(folder).load(ExperimentFiles.SHORTEST, sets).experiment();
  }

  @Test
  void shouldTakeTheValueOfAnotherKey() {
    assertThat(load("neuralmass.params.T=${duration}").neuralmass().params())
        .containsEntry("T", 10.0);
  }

  @Test
  void shouldNegateNumbers() {
    var params = load("neuralmass.params.E_i=-${neuralmass.params.T}").neuralmass().params();
    assertThat(params).containsEntry("T", 1.0).containsEntry("E_i", -1.0);
  }

  @Test
  void shouldFollowLinksToLinksAndToDefaults() {
    Experiment experiment =
        load(
            "neuralmass.params.a_e=-${neuralmass.params.b_e}",
            "neuralmass.params.b_e=-${neuralmass.params.b_i}",
            "neuralmass.params.b_i=${spiking.populations.inhibitory.params.C_m}");
    assertThat(experiment.neuralmass().params())
        .containsEntry("a_e", 281.0)
        .containsEntry("b_e", -281.0)
        .containsEntry("b_i", 281.0);
  }

  @Test
  void shouldLinkListsAndShorthands() {
    Experiment experiment =
        load(
            "neuralmass.initial.xi=${neuralmass.initial.W_e}",
            "neuralmass.initial.W_e=[1, 2]",
            "neuralmass.initial.W_i=${neuralmass.params.T}",
            "spiking.populations.excitatory.w=${neuralmass.params.T}");
    assertThat(experiment.neuralmass().initial())
        .containsEntry("xi", new Experiment.Uniform(1, 2))
        .containsEntry("W_i", new Experiment.Uniform(1, 1));
    assertThat(experiment.spiking().populations().getFirst().w())
        .isEqualTo(new Experiment.Normal(1, 0));
  }

  @Test
  void shouldChooseTablesByALinkedModel() {
    String file = ExperimentFiles.SHORTEST + "name: wilson_cowan\n";
    Experiment experiment =
        new ExperimentFiles(folder).load(file, "neuralmass.model=${name}").experiment();
    assertThat(experiment.neuralmass().params()).containsOnlyKeys("tau_e", "c_ee");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiterString = " => ",
      value = {
        "dt=${duratoin} => --set: dt: '${duratoin}': no such key to link to (nearest valid name 'duration')",
        "dt=${} => --set: dt: '${}': no such key to link to",
        "dt=${run} => --set: dt: '${run}': a link leads to a value or a list of values, not to a map",
        "dt=${dt} => --set: dt: '${dt}': links in a circle: dt -> dt",
        "dt=a${seed} => --set: dt: 'a${seed}': a link is the whole value: ${path.to.key} or -${path.to.key}",
        "dt=--${seed} => --set: dt: '--${seed}': a link is the whole value: ${path.to.key} or -${path.to.key}",
        "dt=-${run.transport} => --set: dt: '-${run.transport}': only a number has a negative",
        "dt=-${spiking.regions} => --set: dt: '-${spiking.regions}': a link leads to a value or a list of values, not to a map",
        "seed=-${spiking.neurons_per_region} => --set: seed: -100 (from spiking.neurons_per_region): allowed: a whole number from 0 to 9223372036854775807",
        "duration=${epoch}|epoch=${seed}|seed=${duration} => --set: seed: '${duration}': links in a circle: seed -> duration -> epoch -> seed",
        "dt=${seed}|seed=${nothing} => --set: seed: '${nothing}': no such key to link to",
        "dt=${duration}|duration=-1 => --set: duration: -1: allowed: a number > 0 and <= 100000000 ms",
      })
  void shouldReportALinkThatLeadsNowhereOnce(String sets, String line) {
    assertThat(new ExperimentFiles(folder).problems(ExperimentFiles.SHORTEST, sets.split("\\|")))
        .containsExactly(line);
  }
}
