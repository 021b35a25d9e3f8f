package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RankCommandTest {
  @AfterEach
  void forget() {
    System.clearProperty("fimbria.script");
  }

  @Test
  void shouldLeaveOutWhatTheLauncherDoes() {
    System.setProperty("fimbria.script", "/my cp/fimbria");
    List<String> arguments =
        List.of(
            "run", "tcp-model.yaml", "--ranks", "3", "--set", "name=a cp", "--out=x", "--ranks=3");
    assertThat(RankCommand.of(arguments, Path.of("a b")))
        .containsExactly(
            "/my cp/fimbria", "run", "tcp-model.yaml", "--set", "name=a cp", "--out", "a b");
  }

  @Test
  void shouldSayThatItNeedsTheStartScript() {
    assertThatThrownBy(() -> RankCommand.of(List.of("run"), Path.of("a")))
        .hasMessage("--ranks: needs the start script, ./fimbria");
  }
}
