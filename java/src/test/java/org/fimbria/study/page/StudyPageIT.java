package org.fimbria.study.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fimbria.report.Browser;
import org.fimbria.report.FigureInk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** {@code study.html} in a browser: of the study of performance, and of a grid of parameters. */
@Timeout(120)
class StudyPageIT {
  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    browser = Browser.open(1400, 900);
    for (Fixtures fixture : Fixtures.values()) {
      StudyPage.write(folder.resolve(fixture + ".html"), fixture.trials());
    }
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void shouldSayNothingOnTheConsole() {
    browser.assertSilent();
  }

  @Test
  void shouldShowThePublishedFiguresOfAStudyOfPerformance() throws Exception {
    load(Fixtures.SCALING);
    assertThat(Files.size(folder.resolve("SCALING.html"))).isLessThan(15_000_000);
    assertThat(FigureInk.of(browser))
        .extracting(figure -> figure.get("id"))
        .containsExactly(
            "figure-5b",
            "figure-5b-percent",
            "figure-5c",
            "figure-5c-percent",
            "figure-5d",
            "figure-5d-percent",
            "placement",
            "placement-percent",
            "real-time-factor",
            "memory");
    assertMarks();
  }

  @Test
  void shouldAnswerThePublishedStatements() {
    load(Fixtures.SCALING);
    List<String> answers =
        texts(
            browser.run(
                "return [...document.querySelectorAll('[data-answer]')].map(each => each.dataset.answer);"));
    assertThat(answers).hasSize(10).doesNotContain("missing");
    assertThat(browser.driver().findElement(By.id("statements")).getText())
        .contains("standard deviation", "bytes per synapse");
  }

  @Test
  void shouldShowTheOutcomeThatIsChosenForEveryKeyOfAGrid() {
    load(Fixtures.GRID);
    assertThat(FigureInk.of(browser))
        .extracting(figure -> figure.get("id"))
        .containsExactly("key-spiking-projections-excitatory-weight", "key-neuralmass-coupling");
    assertMarks();
    assertThat(axes()).containsOnly("Spikes");
    browser.driver().findElement(By.cssSelector("#outcome option[value=process_s]")).click();
    assertThat(axes()).containsOnly("Wall time of the process (s)");
    assertThat(browser.driver().findElement(By.id("trouble")).getText())
        .contains("the mean field of Left_Field_CA1 diverged");
  }

  @Test
  void shouldNotBeWiderThanTheWindow() {
    for (Fixtures fixture : Fixtures.values()) {
      load(fixture);
      assertThat(
              browser.run(
                  "return document.documentElement.scrollWidth <= document.documentElement.clientWidth;"))
          .isEqualTo(true);
    }
  }

  private static void assertMarks() {
    List<Map<String, Object>> figures = FigureInk.of(browser);
    assertThat(figures)
        .allSatisfy(figure ->
            assertThat((Long) figure.get("withSeries"))
                .as((String) figure.get("id"))
                .isGreaterThan((Long) figure.get("without") + 150));
  }

  private static List<String> axes() {
    return texts(
        browser.run(
            "return fimbria.page.figures().map(figure => figure.chart().getOption().yAxis[0].name);"));
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  private static void load(Fixtures fixture) {
    browser.load(folder.resolve(fixture + ".html"));
    browser.run("fimbria.page.drawAll();");
  }
}
