package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file, a user gets an experiment or lines that say what is wrong. */
class MutationTest {
  private static final List<String> PIECES =
      List.of(
          "",
          "-1",
          "1e999",
          ".nan",
          "null",
          "true",
          "[]",
          "{}",
          "[1, [2]]",
          "{a: {b: 1}}",
          "'x'",
          "${seed}",
          "-${dt}",
          "${spiking}",
          "&a 1",
          "*a",
          "!!str 1",
          "!!int x",
          "\t",
          ":",
          "#",
          "\"",
          "\0",
          "\u00e9",
          "9223372036854775808",
          "0x",
          "? ",
          "- ",
          "| ",
          "%",
          "---");

  @TempDir private Path folder;

  private static String builtIn() throws Exception {
    try (var in = MutationTest.class.getResourceAsStream("mouse-ca1.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Replaces, doubles, drops or indents a line, or puts a piece in the place of a value or
   * anywhere.
   */
  private static String mutate(List<String> lines, Random random) {
    List<String> mutated = new ArrayList<>(lines);
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(mutated.size());
      String line = mutated.get(at);
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      int cut = random.nextInt(line.length() + 1);
      switch (random.nextInt(6)) {
        case 0 -> mutated.remove(at);
        case 1 -> mutated.add(at, line);
        case 2 -> mutated.set(at, " " + line);
        case 3 -> mutated.set(at, line.substring(0, cut) + piece + line.substring(cut));
        case 4 -> mutated.set(at, mutated.get(random.nextInt(mutated.size())));
        default -> mutated.set(at, line.replaceFirst(": .*", ": ") + piece);
      }
    }
    return String.join("\n", mutated);
  }

  @Test
  void shouldNeverFailOtherThanWithProblemsOfOneLine() throws Exception {
    Random random = new Random(20240607);
    List<String> lines = builtIn().lines().toList();
    ExperimentFiles files = new ExperimentFiles(folder);
    List<String> regimes = List.of("asynchronous", "irregular-synchronous", "regular-bursting");
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      String text = mutate(lines, random);
      List<String> problems = files.problems(text, Optional.of(regimes.get(round % 3)));
      assertThat(problems).allMatch(line -> line.lines().count() == 1, text);
      refused += problems.isEmpty() ? 0 : 1;
    }
    assertThat(refused).isBetween(150, 399);
  }

  @Test
  void shouldNeverFailOtherwiseOnTheCommandLine() throws Exception {
    Random random = new Random(7);
    List<String> keys =
        List.of(
            "seed",
            "epoch",
            "spiking.regions",
            "spiking.projections.excitatory",
            "neuralmass",
            "neuralmass.initial.E",
            "record.membrane.excitatory",
            "run.out",
            "connectome.source",
            "spiking.populations.excitatory.V_m",
            "name",
            "record.rates.variables",
            "record.lfp.layers",
            "record.lfp.soma",
            "a.b",
            "");
    ExperimentFiles files = new ExperimentFiles(folder);
    int accepted = 0;
    for (int round = 0; round < 300; round++) {
      String[] sets = new String[1 + random.nextInt(2)];
      for (int i = 0; i < sets.length; i++) {
        String key = keys.get(random.nextInt(keys.size()));
        sets[i] = key + "=" + PIECES.get(random.nextInt(PIECES.size()));
      }
      List<String> problems = files.problems("extends: mouse-ca1\n", sets);
      assertThat(problems).allMatch(line -> line.lines().count() == 1, String.join(" ", sets));
      accepted += problems.isEmpty() ? 1 : 0;
    }
    assertThat(accepted).isBetween(10, 290);
  }
}
