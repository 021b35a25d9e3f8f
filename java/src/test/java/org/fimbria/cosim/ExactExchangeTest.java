package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import org.fimbria.cosim.SmallBrain.Recorded;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The strongest promise: the coupled result is that of one program, to the bit. */
@Timeout(120)
class ExactExchangeTest {
  private static Recorded reference;

  @BeforeAll
  static void integrateInOneLoop() {
    reference = SingleLoop.run(SmallBrain.plan());
  }

  @Test
  void shouldBeBusyEnoughToShowErrors() {
    assertThat(reference.spikes()).hasSizeGreaterThan(500);
    assertThat(reference.brain().get(0)).hasSize(200 * 8 * SmallBrain.REGIONS);
    assertThat(reference.brain().get(1)).hasSize(102 * SmallBrain.REGIONS);
    assertThat(reference.brain().get(2)).hasSize(32 * 8 * SmallBrain.REGIONS);
    assertThat(reference.membrane()).hasSize(4).allSatisfy(m -> assertThat(m).hasSize(2000));
    Recorded silent = SingleLoop.run(SmallBrain.plan("transfer.rates_to_spikes.weight=1e-9"));
    assertThat(silent.spikes()).isNotEqualTo(reference.spikes());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 1", "0.1, 2", "0.3, 1", "0.5, 1", "0.5, 3", "0.7, 2", "1.0, 1", "1.0, 2", "1.0, 3",
    "2.0, 1", "2.0, 2", "2.0, 3", "max, 2"
  })
  void shouldEqualOneProgramForEveryEpochLengthAndThreadCount(String epoch, int threads)
      throws InterruptedException {
    assertThat(SmallBrain.run(SmallBrain.plan("epoch=" + epoch, "run.threads=" + threads)))
        .isEqualTo(reference);
  }

  @Test
  void shouldRepeatItself() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      assertThat(SmallBrain.run(SmallBrain.plan("epoch=1.0", "run.threads=2")))
          .isEqualTo(reference);
    }
  }

  @Test
  void shouldDependOnTheSeed() throws InterruptedException {
    assertThat(SmallBrain.run(SmallBrain.plan("seed=47"))).isNotEqualTo(reference);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transfer.rates_to_spikes.process=single_interaction",
        "transfer.rates_to_spikes.process=independent",
        "spiking.between_regions.through=spiking",
        "spiking.between_regions.through=both",
        "neuralmass.order=1",
        "neuralmass.integrator=rk4",
        "neuralmass.derivatives=consistent"
      })
  void shouldEqualOneProgramForEveryKindOfCoupling(String set) throws InterruptedException {
    Recorded alone = SingleLoop.run(SmallBrain.plan(set));
    assertThat(SmallBrain.run(SmallBrain.plan(set, "epoch=0.7", "run.threads=2"))).isEqualTo(alone);
    assertThat(alone).isNotEqualTo(reference);
  }
}
