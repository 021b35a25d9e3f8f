package org.fimbria.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrowdTest {
  @Test
  void shouldNotSlowDownThreadsThatHaveCores() throws Exception {
    assertThat(Crowd.periodS(4, 4, 1e-4)).isEqualTo(1e-4);
  }

  @Test
  void shouldTakeLongerThanTheWorkWhereThreadsTakeTurns() throws Exception {
    assertThat(Crowd.periodS(3, 1, 1e-4)).isGreaterThan(1e-4);
  }
}
