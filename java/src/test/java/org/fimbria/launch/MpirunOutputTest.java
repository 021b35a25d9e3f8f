package org.fimbria.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MpirunOutputTest {
  private static final String BANNER =
      """
      --------------------------------------------------------------------------
      mpirun noticed that process rank 1 with PID 0 on node vm exited on signal 9 (Killed).
      --------------------------------------------------------------------------
      """;

  private final StringWriter user = new StringWriter();

  @Test
  void shouldPassOnWhatARankSaysAndKeepTheRest() {
    MpirunOutput output = read("fimbria: rank 1 failed\n" + BANNER);
    assertThat(user.toString().strip()).isEqualTo("fimbria: rank 1 failed");
    assertThat(output.told()).isTrue();
    assertThat(output.lines()).hasSize(4);
  }

  @Test
  void shouldPassOnWhereToLook() {
    MpirunOutput output = read("live view: http://127.0.0.1:1/token/\n" + BANNER);
    assertThat(user.toString().strip()).isEqualTo("live view: http://127.0.0.1:1/token/");
    assertThat(output.told()).isFalse();
  }

  @Test
  void shouldFindTheTellingLinesOfABanner() {
    MpirunOutput output = read(BANNER);
    assertThat(user.toString()).isEmpty();
    assertThat(output.told()).isFalse();
    assertThat(output.telling()).singleElement().asString().startsWith("mpirun noticed");
  }

  private MpirunOutput read(String text) {
    MpirunOutput output =
        new MpirunOutput(new BufferedReader(new StringReader(text)), new PrintWriter(user, true));
    output.run();
    return output;
  }
}
