package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A resolved experiment is a file that gives the same experiment. */
class RoundTripTest {
  @TempDir private Path folder;

  private void shouldComeBack(Loaded first) {
    Loaded second = new ExperimentFiles(folder).load(first.resolvedYaml());
    assertThat(second.experiment()).isEqualTo(first.experiment());
    assertThat(second.resolvedYaml()).isEqualTo(first.resolvedYaml());
  }

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
  void shouldGiveTheSameExperimentAgain(String name, String regime) {
    shouldComeBack(
        new ExperimentLoader(new TestModels()).load(name, Optional.of(regime), List.of()));
  }

  @Test
  void shouldKeepEveryBitOfNumbersAndEveryCharacterOfNames() {
    Loaded loaded =
        new ExperimentFiles(folder)
            .load(
                ExperimentFiles.SHORTEST,
                "seed=9223372036854775807",
                "connectome.conduction_speed=.inf",
                "neuralmass.params.P_e0=0.1000000000000000055511151231257827",
                "neuralmass.params.P_e1=-4.9e-324",
                "neuralmass.params.P_e2=1.7976931348623157e308",
                "spiking.regions=[\"on\", \"0x1\", \"a: b # c\", \"\\\"\\\\\\u00e9\\U0001F600\", \"26\", 3]",
                "run.out=\"~/a b\"");
    assertThat(loaded.experiment().seed()).isEqualTo(Long.MAX_VALUE);
    assertThat(loaded.experiment().connectome().conduction_speed()).isInfinite();
    assertThat(loaded.experiment().neuralmass().params())
        .containsEntry("P_e0", 0.1)
        .containsEntry("P_e1", -Double.MIN_VALUE)
        .containsEntry("P_e2", Double.MAX_VALUE);
    assertThat(loaded.experiment().spiking().regions())
        .containsExactly("on", "0x1", "a: b # c", "\"\\\u00e9\ud83d\ude00", "26", "3");
    shouldComeBack(loaded);
  }

  @Test
  void shouldWriteNoLinksAndNoRegimesButUnitsAndMeanings() {
    String text =
        new ExperimentLoader(new TestModels())
            .load("mouse-ca1", Optional.empty(), List.of())
            .resolvedYaml();
    assertThat(text)
        .startsWith("# mouse-ca1, regime asynchronous: ")
        .doesNotContain("${", "regimes:", "extends:")
        .contains("\nduration: 5000 # ms; Simulated time\n")
        .contains("      b: 10.0 # pA; Meaning of b\n".indent(2).stripTrailing());
  }
}
