package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.fimbria.cli.Commands.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fimbria report}: what users see. */
@Timeout(120)
class ReportCommandNativeTest {
  @TempDir static Path runs;
  private static Path run;

  @TempDir Path folder;

  @BeforeAll
  static void recordARun() {
    run = runs.resolve("run");
    Outcome outcome =
        Commands.execute(
            "run",
            "mouse-ca1",
            "--out",
            run.toString(),
            "--set",
            "duration=40",
            "--set",
            "spiking.neurons_per_region=500",
            "--set",
            "spiking.poisson.excitatory.rate=1500");
    assertThat(outcome.code()).as(outcome.err().toString()).isZero();
    assertThat(outcome.out()).last().isEqualTo("to look at: " + run.resolve("report.html").toUri());
  }

  private static Outcome report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(arguments));
    return Commands.execute(all.toArray(String[]::new));
  }

  @Test
  void shouldWriteEveryFigureForPaperToo() throws Exception {
    Path figures = folder.resolve("figures");
    Outcome outcome =
        report(run.toString(), "--out", folder + "/r.html", "--figures", figures.toString());
    assertThat(outcome.code()).as(outcome.err().toString()).isZero();
    assertThat(outcome.out()).first().isEqualTo("figures in " + figures);
    for (String name : List.of("figure-3", "figure-4", "activity-right-field-ca1", "timers")) {
      assertThat(figures.resolve(name + ".svg")).content().startsWith("<svg width=\"179.9mm\"");
      assertThat(ImageIO.read(figures.resolve(name + ".png").toFile()).getWidth()).isEqualTo(2125);
    }
    assertThat(figures.resolve("peaks.csv")).content().startsWith("run,experiment,regime,");
  }

  @Test
  void shouldWriteTheReportOfARunAgain() throws Exception {
    Path page = run.resolve("report.html");
    Files.delete(page);
    Outcome outcome = report(run.toString());
    assertThat(outcome.code()).as(outcome.err().toString()).isZero();
    assertThat(outcome.out()).containsExactly("to look at: " + page.toUri());
    assertThat(page).content().contains("<title>run</title>", "Right_Field_CA1");
  }

  @Test
  void shouldPutSeveralRunsOnOnePageWithTheTimesThatAreAskedFor() throws Exception {
    Path page = folder.resolve("both.html");
    Outcome outcome =
        report(
            run.toString(), run.toString(), "--out", page.toString(), "--from", "10", "--to", "30");
    assertThat(outcome.code()).as(outcome.err().toString()).isZero();
    assertThat(Files.readString(page))
        .contains("<title>2 runs side by side</title>")
        .containsOnlyOnce("{\"runs\":[")
        .contains("\"window\":{\"from\":10,\"to\":30}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--from -1 => --from: -1.0 ms; allowed: 0 and more",
        "--from 20 --to 20 => --to: 20.0 ms; allowed: more than 20.0 ms",
      })
  void shouldSayWhatIsWrongInOneLineAndLeaveNothing(String options, String line) {
    Path page = folder.resolve("page.html");
    List<String> all = new ArrayList<>(List.of(run.toString(), "--out", page.toString()));
    all.addAll(List.of(options.split(" ")));
    Outcome outcome = report(all.toArray(String[]::new));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).containsExactly(line);
    assertThat(page).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--from", "--to"})
  void shouldRefuseTimesForAStudy(String option) throws Exception {
    Path table = Files.createFile(folder.resolve("results.csv"));
    Outcome outcome = report(table.toString(), option, "10");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .containsExactly(option + ": 10.0 ms; allowed: for runs; a study is shown as a whole");
    assertThat(folder.resolve("study.html")).doesNotExist();
  }

  @Test
  void shouldRefuseAFolderThatIsNoRun() {
    Outcome outcome = report(folder.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .containsExactly(
            folder.resolve("experiment.yaml") + ": missing; allowed: the directory of a run");
  }
}
