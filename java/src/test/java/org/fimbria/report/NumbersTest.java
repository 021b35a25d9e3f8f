package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-64.512345, -64.51",
    "123456.7, 123500",
    "0.1, 0.1",
    "-0.00012345678, -1.235E-4",
    "1e-20, 1.0E-20",
    "2.5e30, 2.5E30",
    "NaN, null",
    "-Infinity, null"
  })
  void shouldKeepFourDigits(double value, String text) {
    assertThat(Numbers.number(value)).hasToString(text);
  }

  @Test
  void shouldWriteTimesToTheMicrosecond() {
    assertThat(Numbers.time(0.30000000000000004)).hasToString("0.3");
    assertThat(Numbers.time(1000)).hasToString("1000");
    assertThat(Numbers.time(0.9765625)).hasToString("0.977");
  }
}
