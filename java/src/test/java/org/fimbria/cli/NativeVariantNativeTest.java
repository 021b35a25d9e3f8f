package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fimbria.cli.Commands.Outcome;
import org.fimbria.natives.NativeException;
import org.fimbria.natives.NativeVariants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code --native-variant}, from the command line down to what a run records. */
class NativeVariantNativeTest {
  @TempDir Path folder;

  static List<String> runnable() {
    return NativeVariants.runnable();
  }

  @AfterEach
  void forgetTheChoice() {
    NativeVariants.selectDefault();
  }

  @Test
  void shouldRunSomeOfWhatWasCompiledAndUseTheWidest() {
    assertThat(NativeVariants.compiled()).containsAll(runnable());
    assertThat(runnable()).first().isEqualTo(NativeVariants.compiled().getFirst());
    assertThat(NativeVariants.inUse()).isEqualTo(runnable().getLast());
  }

  @Test
  void shouldRefuseToSelectWhatItDoesNotKnow() {
    assertThatThrownBy(() -> NativeVariants.select("sse9"))
        .isInstanceOf(NativeException.class)
        .hasMessageContainingAll("sse9", runnable().getFirst());
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void shouldShowTheVariantInUse(String name) {
    Outcome outcome = Commands.execute("info", "--native-variant", name);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("native variant  " + name);
  }

  @Test
  void shouldListEveryVariantThatWasCompiled() {
    assertThat(Commands.execute("info").out())
        .filteredOn(line -> line.startsWith("variants "))
        .singleElement()
        .asString()
        .contains(NativeVariants.compiled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "check --reference nowhere", "run mouse-ca1"})
  void shouldRefuseAWrongNameInOneLine(String command) {
    String wrong = NativeVariants.inUse() + "x";
    Path out = folder.resolve("run");
    Stream<String> words = Stream.of(command.split(" "));
    Stream<String> option = Stream.of("--native-variant", wrong);
    Stream<String> directory =
        command.startsWith("run") ? Stream.of("--out", out.toString()) : Stream.empty();
    Outcome outcome =
        Commands.execute(
            Stream.of(words, option, directory).flatMap(s -> s).toArray(String[]::new));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .containsExactly(
            "--native-variant: %s: allowed on this machine: %s (nearest valid name '%s')"
                .formatted(wrong, String.join(", ", runnable()), NativeVariants.inUse()));
    assertThat(out).doesNotExist();
  }

  @Test
  void shouldForgetTheChoiceOfAnEarlierCommand() {
    String byDefault = NativeVariants.inUse();
    Commands.execute("info", "--native-variant", runnable().getFirst());
    assertThat(Commands.execute("info").out()).contains("native variant  " + byDefault);
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void shouldRecordTheSpikesOfTheWidestAndTheName(String name) throws IOException {
    JsonNode known = run("known", NativeVariants.inUse());
    JsonNode other = run("other", name);
    assertThat(other.get("native variant").asText()).isEqualTo(name);
    assertThat(other.get("status").asText()).isEqualTo("complete");
    if (!name.equals("x86-64-v2")) {
      assertThat(other.get("recorded_sha256")).isEqualTo(known.get("recorded_sha256"));
    }
  }

  private JsonNode run(String directory, String variant) throws IOException {
    Path out = folder.resolve(directory);
    Outcome outcome =
        Commands.execute(
            "run",
            "mouse-ca1",
            "--native-variant",
            variant,
            "--out",
            out.toString(),
            "--set",
            "duration=40",
            "--set",
            "spiking.neurons_per_region=1000",
            "--set",
            "spiking.poisson.excitatory.rate=3000");
    assertThat(outcome.code()).isZero();
    return new ObjectMapper().readTree(out.resolve("provenance.json").toFile());
  }
}
