package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PrintOptions;

/** The report's page in a browser, with a made-up document that has every part of a run. */
@Timeout(120)
class PageIT {
  private static final String DRAW =
      "fimbria.page.update(fimbria.synthetic(4000, 4000)); fimbria.page.drawAll();";

  @TempDir static Path folder;
  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void open() throws Exception {
    browser = Browser.open(1400, 900);
    page = folder.resolve("page.html");
    JsonNode none = new ObjectMapper().readTree("{\"runs\": []}");
    List<String> scripts = List.of("facts.js", "coupling.js", "report.js", "synthetic.js");
    new Page("made-up </title><script>nothing()</script>", scripts).write(page, none);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void load() {
    browser.load(page);
    browser.run("localStorage.clear();" + DRAW);
  }

  @AfterEach
  void shouldSayNothingOnTheConsole() {
    browser.assertSilent();
  }

  @Test
  void shouldHaveMarksInEveryFigure() {
    List<Map<String, Object>> figures = FigureInk.of(browser);
    assertThat(figures).hasSizeGreaterThan(8);
    assertThat(figures)
        .allSatisfy(figure ->
            assertThat((Long) figure.get("withSeries"))
                .as((String) figure.get("id"))
                .isGreaterThan((Long) figure.get("without") + 150));
  }

  @Test
  void shouldSayOnEveryArrowWhatFlowedAndHowManyBytes() {
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.diagram text')].filter(each => each.textContent.endsWith('/s')).length;"))
        .isEqualTo(16L);
  }

  @Test
  void shouldNumberFiguresSideBySideOnce() {
    browser.run(
        """
        const two = fimbria.synthetic(2000, 2000);
        two.runs.push(fimbria.synthetic(2000, 2000).runs[0]);
        fimbria.page.update(two);
        """);
    assertThat(
            (List<?>)
                browser.run(
                    """
                    return fimbria.page.figures().map(figure => figure.element.querySelector('figcaption b').textContent)
                      .map(title => Number(/Figure (\\d+)/.exec(title)[1])).slice(0, 4);
                    """))
        .isEqualTo(List.of(1L, 1L, 2L, 2L));
  }

  @Test
  void shouldAskNothingOfTheNetwork() {
    assertThat(
            (List<?>)
                browser.run(
                    "return performance.getEntriesByType('resource').map(each => each.name);"))
        .isEmpty();
  }

  @Test
  void shouldDrawWhatIsFarAwayWhenItComesNear() throws Exception {
    browser.load(page);
    browser.run("fimbria.page.update(fimbria.synthetic(4000, 4000));");
    String far = "const all = fimbria.page.figures(); return all[all.length - 1].element";
    assertThat(browser.run(far + ".dataset.drawn;")).isEqualTo("no");
    browser.run(far + ".scrollIntoView();");
    browser.await(far + ".dataset.drawn === 'yes';");
  }

  @Test
  void shouldZoomEveryFigureToTheTimesThatAreDraggedOverAndShowAllAfterADoubleClick() {
    WebElement area = browser.driver().findElement(By.cssSelector("figure .chart.zooms"));
    browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});", area);
    new Actions(browser.driver())
        .moveToElement(area, -100, -60)
        .clickAndHold()
        .moveByOffset(40, 0)
        .moveByOffset(60, 0)
        .release()
        .perform();
    List<List<Number>> shown = shownTimes();
    assertThat(shown).hasSizeGreaterThan(5);
    double from = shown.getFirst().get(0).doubleValue();
    double to = shown.getFirst().get(1).doubleValue();
    assertThat(from).isBetween(700.0, 2000.0);
    assertThat(to).isBetween(from + 200, 2600.0);
    assertThat(shown)
        .allSatisfy(times -> {
          assertThat(times.get(0).doubleValue()).isCloseTo(from, within(1e-6));
          assertThat(times.get(1).doubleValue()).isCloseTo(to, within(1e-6));
        });
    assertThat(browser.driver().findElement(By.id("zoom")).getText()).startsWith("Showing ");

    new Actions(browser.driver())
        .moveToElement(area, -100, -60)
        .clickAndHold()
        .moveByOffset(-40, 0)
        .moveByOffset(-360, 0)
        .release()
        .perform();
    List<Number> first = shownTimes().getFirst();
    assertThat(first.get(0).doubleValue())
        .as("a drag beyond its panel ends at the panel's edge")
        .isCloseTo(from, within(1e-6));
    assertThat(first.get(1).doubleValue()).isLessThan(to);

    new Actions(browser.driver()).moveToElement(area).doubleClick().perform();
    assertThat(shownTimes()).allSatisfy(times -> assertThat(times).hasToString("[0, 4000]"));
  }

  @Test
  void shouldZoomByKeys() {
    WebElement figure = browser.driver().findElement(By.cssSelector("figure[tabindex='0']"));
    figure.sendKeys("+");
    assertThat(shownTimes()).allSatisfy(times -> assertThat(times).hasToString("[1000, 3000]"));
    figure.sendKeys(Keys.ARROW_RIGHT);
    assertThat(shownTimes()).allSatisfy(times -> assertThat(times).hasToString("[1500, 3500]"));
    figure.sendKeys(Keys.HOME);
    assertThat(shownTimes()).allSatisfy(times -> assertThat(times).hasToString("[0, 4000]"));
  }

  @Test
  void shouldDrawFiguresInTheThemeThatIsChosen() {
    browser.run("fimbria.appearance.choose('dark');");
    assertThat(browser.run("return fimbria.page.figures()[0].chart().getOption().backgroundColor;"))
        .isEqualTo(browser.run("return fimbria.themes.dark.background;"));
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor;"))
        .isEqualTo("rgb(21, 24, 28)");
  }

  @Test
  void shouldKeepFiguresInPlaceWhenOnlyTheDataChanges() {
    browser.run("window.kept = fimbria.page.figures()[0].element;" + DRAW);
    assertThat(
            browser.run(
                "return window.kept === fimbria.page.figures()[0].element && window.kept.isConnected;"))
        .isEqualTo(true);
  }

  @Test
  void shouldShowTwoRunsSideBySide() {
    browser.run(
        """
        const two = fimbria.synthetic(2000, 2000);
        two.runs.push(fimbria.synthetic(2000, 4000).runs[0]);
        fimbria.page.update(two);
        fimbria.page.drawAll();
        """);
    assertThat(
            (List<?>)
                browser.run(
                    """
                    return fimbria.page.figures().filter((figure, at) => at % 2 === 0 &&
                      Math.abs(figure.element.getBoundingClientRect().top
                        - fimbria.page.figures()[at + 1].element.getBoundingClientRect().top) > 1)
                      .map(figure => figure.id);
                    """))
        .isEmpty();
    assertThat((Long) browser.run("return new Set(fimbria.page.figures().map(f => f.id)).size;"))
        .isEqualTo(browser.run("return fimbria.page.figures().length;"));
  }

  @Test
  void shouldFitANarrowWindow() {
    Dimension before = browser.driver().manage().window().getSize();
    browser.driver().manage().window().setSize(new Dimension(520, 900));
    try {
      browser.run(DRAW);
      assertThat((Long) browser.run("return document.documentElement.scrollWidth;"))
          .isLessThanOrEqualTo((Long) browser.run("return window.innerWidth;"));
    } finally {
      browser.driver().manage().window().setSize(before);
    }
  }

  @Test
  void shouldPrintEveryFigureOnWhite() {
    browser.load(page);
    browser.run(
        """
        fimbria.page.update(fimbria.synthetic(4000, 4000));
        fimbria.appearance.choose('dark');
        window.addEventListener('beforeprint', () => { window.printed = fimbria.page.figures()
          .map(figure => figure.chart().getOption().backgroundColor + ' ' + figure.chart().getWidth() + ' px x '
            + figure.chart().getDevicePixelRatio()); });
        """);
    browser.driver().print(new PrintOptions());
    assertThat((List<?>) browser.run("return window.printed;"))
        .hasSizeGreaterThan(8)
        .allMatch("#ffffff 680 px x 3"::equals);
    browser.assertSilent();
    assertThat(browser.run("return fimbria.appearance.current();")).isEqualTo("dark");
  }

  /** Both ends of every axis of time. */
  @SuppressWarnings("unchecked")
  private static List<List<Number>> shownTimes() {
    return (List<List<Number>>)
        browser.run(
            """
            return fimbria.page.figures().flatMap(figure =>
              figure.chart().getModel().queryComponents({mainType: 'xAxis'})
                .filter(axis => axis.get('isTime')).map(axis => axis.axis.scale.getExtent()));
            """);
  }
}
