package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.fimbria.report.Window.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  @Test
  void shouldShowAShortRunWholeAndTheEndOfALongOne() {
    assertThat(Window.DEFAULT.within(5000)).isEqualTo(new Span(0, 5000));
    assertThat(Window.DEFAULT.within(61_000)).isEqualTo(new Span(50_000, 61_000));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 300, 100, 300",
    ", 300, 0, 300",
    "100, , 100, 1000",
    "-5, 5000, 0, 1000",
    "2000, 3000, 1000, 1000",
    "300, 200, 200, 200"
  })
  void shouldStayWithinTheRun(Double from, Double to, double begin, double end) {
    assertThat(new Window(optional(from), optional(to)).within(1000))
        .isEqualTo(new Span(begin, end));
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
