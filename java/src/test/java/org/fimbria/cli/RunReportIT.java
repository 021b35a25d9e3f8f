package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fimbria.cli.Commands.Outcome;
import org.fimbria.report.Browser;
import org.fimbria.report.FigureInk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reports of real runs, in a browser. */
@Timeout(300)
class RunReportIT {
  private static final int MOST_BYTES = 15_000_000;

  @TempDir static Path runs;
  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.open(1400, 900);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path run(int expected, String name, String... sets) {
    Path run = runs.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("run", "mouse-ca1", "--out", run.toString()));
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    Outcome outcome = Commands.execute(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err().toString()).isEqualTo(expected);
    return expected == 0 ? run : run.resolveSibling(name + ".failed");
  }

  private static List<Map<String, Object>> look(Path page) {
    browser.load(page);
    browser.run("fimbria.page.drawAll();");
    browser.assertSilent();
    return FigureInk.of(browser);
  }

  @Test
  void shouldShowEverythingThatTheReferenceExperimentRecords() throws Exception {
    Path page = run(0, "whole", "duration=2500").resolve("report.html");
    assertThat(Files.size(page)).isBetween(1_500_000L, (long) MOST_BYTES);
    List<Map<String, Object>> figures = look(page);
    assertThat(figures)
        .extracting(figure -> figure.get("id"))
        .contains("activity-right-field-ca1", "regional-rates", "ecog", "connectome", "timers")
        .hasSizeGreaterThan(11);
    assertThat(figures)
        .allSatisfy(figure ->
            assertThat((Long) figure.get("withSeries"))
                .as((String) figure.get("id"))
                .isGreaterThan((Long) figure.get("without") + 100));
    assertThat((String) browser.run("return document.getElementById('coupling').textContent;"))
        .containsPattern("10\\h000\\hrates/s80\\hkB/s");
  }

  @Test
  void shouldShowWhatThereIsWhereLittleWasRecorded() {
    Path run =
        run(
            0,
            "little",
            "duration=30",
            "spiking.neurons_per_region=100",
            "record.spikes=false",
            "record.lfp.method=none");
    look(run.resolve("report.html"));
    assertThat((String) browser.run("return document.getElementById('what').textContent;"))
        .contains("Not shown: ", "record.spikes: false");
  }

  @Test
  void shouldSayWhyARunFailed() {
    Path run =
        run(
            1,
            "diverges",
            "duration=400",
            "neuralmass.derivatives=consistent",
            "record.lfp.method=none");
    look(run.resolve("report.html"));
    assertThat((String) browser.run("return document.getElementById('head').textContent;"))
        .contains("The run is failed", "neuralmass");
  }
}
