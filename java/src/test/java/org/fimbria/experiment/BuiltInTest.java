package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The built-in experiments against the tables of the published parameter files. */
class BuiltInTest {
  private final ExperimentLoader loader = new ExperimentLoader(new TestModels());

  private Loaded load(String name, String regime) {
    return loader.load(name, Optional.of(regime), List.of());
  }

  @Test
  void shouldRunAsynchronousWhereNoRegimeIsChosen() {
    Loaded chosen = load("mouse-ca1", "asynchronous");
    Loaded unchosen = loader.load("mouse-ca1", Optional.empty(), List.of());
    assertThat(unchosen.experiment()).isEqualTo(chosen.experiment());
  }
}
