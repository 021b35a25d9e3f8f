package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripts run in a browser and in Rhino alike, and what they compute is right. */
class FigureScriptsTest {
  private static FigureRenderer renderer;

  @BeforeAll
  static void open() {
    renderer = new FigureRenderer();
  }

  @AfterAll
  static void close() {
    renderer.close();
  }

  @Test
  void shouldKnowNeitherDocumentNorWindow() {
    for (String name : FigureScripts.names()) {
      assertThat(FigureScripts.read(name)).as(name).doesNotContain("document.", "window.add");
    }
  }

  /** In Rhino a constant within a loop keeps the value of the first turn. */
  @Test
  void shouldHaveNoConstantsWithinLoops() {
    for (String name : FigureScripts.names()) {
      assertThat(constantsInLoops(FigureScripts.read(name))).as(name).isEmpty();
    }
    assertThat(constantsInLoops("for (;;) {\n  const a = 1;\n}\nconst b = 2;")).hasSize(1);
  }

  @Test
  void shouldReadAllThreeKindsOfLines() {
    assertThat(js("fimbria.axes.points({t0: 5, dt: 2, y: [1, null, 3]}, 10, 1)"))
        .isEqualTo("[[5,11],[7,\"-\"],[9,31]]");
    assertThat(js("fimbria.axes.points({t0: 5, dt: 2, i: [0, 3, 1], y: [1, 2, 3]})"))
        .isEqualTo("[[5,1],[11,2],[13,3]]");
    assertThat(js("fimbria.axes.points({t: [1, 4], y: [2, 8]})")).isEqualTo("[[1,2],[4,8]]");
  }

  @Test
  void shouldStackLinesAtARoundDistanceWithTheirMeanOverTime() {
    assertThat(js("fimbria.axes.stack([{t: [0, 1, 10], y: [0, 0, 9]}, {t0: 0, dt: 1, y: [2, 2]}])"))
        .isEqualTo("{\"means\":[4.05,2],\"height\":5}");
  }

  @Test
  void shouldKeepEveryPeakOfALineOnPaper() {
    renderer.run(
        "var long = []; for (var i = 0; i < 100000; i++) { long.push(i === 77777 ? 50 : i === 123 ? -9 : i % 2); }"
            + "var run = {window: {from: 0, to: 10000}}; var theme = fimbria.themes.print;"
            + "var panel = {xAxis: fimbria.axes.time(theme, run), yAxis: fimbria.axes.value(theme, 'y'),"
            + "series: [fimbria.axes.line('a', fimbria.axes.points({t0: 0, dt: 0.1, y: long}), '#000', 1)]};"
            + "var drawn = fimbria.compose([{panel: panel, rect: {left: 0, top: 0, width: 400, height: 100}}],"
            + "{width: 400, height: 100, theme: theme}).series[0].data;",
        "long");
    assertThat(js("drawn.length < 3000")).isEqualTo("true");
    assertThat(
            js("drawn.filter(p => p[1] === 50 || p[1] === -9).map(p => [Math.round(p[0]), p[1]])"))
        .isEqualTo("[[12,-9],[7778,50]]");
    assertThat(js("drawn.every((p, i) => i === 0 || p[0] > drawn[i - 1][0])")).isEqualTo("true");
  }

  @Test
  void shouldWriteNumbersAsPaperDoes() {
    assertThat(js("[-0.5, 1234.567, NaN].map(v => fimbria.format.number(v))"))
        .isEqualTo("[\"−0.5\",\"1235\",\"–\"]");
    assertThat(js("[0.3, 7, 20, 0].map(fimbria.format.nice)")).isEqualTo("[0.5,10,20,1]");
    assertThat(js("fimbria.format.power(-12) + fimbria.format.unit('mV^2/Hz um')"))
        .isEqualTo("\"10⁻¹²mV²/Hz µm\"");
  }

  @Test
  void shouldWriteLargeAndSmallPowersOfTenAsPowers() {
    String axis = "fimbria.axes.logarithmic(fimbria.themes.light, 'x', 0.01, 1e5)";
    assertThat(js("[0.01, 0.1, 1, 200, 1000, 10000].map(" + axis + ".axisLabel.formatter)"))
        .isEqualTo("[\"10⁻²\",\"0.1\",\"1\",\"200\",\"1000\",\"10⁴\"]");
  }

  @Test
  void shouldShowThePlacesThatAreKnownOfARunWithoutItsConnectome() {
    renderer.run(
        "var site = z => ({name: '1', x: 0, y: 0, z: z});"
            + "var sparse = {regions: [], brain: {}, electrodes: {sites: [site(-100), site(100)]}};",
        "sparse");
    assertThat(js("fimbria.catalogue(sparse).map(entry => entry.id)"))
        .isEqualTo("[\"electrodes\"]");
    assertThat(js("fimbria.catalogue(sparse)[0].make(fimbria.themes.print, 680).grid.length"))
        .isEqualTo("1");
    assertThat(js("fimbria.paper.figure2(sparse, fimbria.themes.print).option.grid.length"))
        .isEqualTo("1");
    assertThat(js("fimbria.catalogue({electrodes: {}})")).isEqualTo("[]");
  }

  @Test
  void shouldShowAMembraneThatIsZeroThroughoutWhereNothingElseWasRecorded() {
    renderer.run(
        "var silent = {name: 'a', membrane: {w: {unit: 'pA', excitatory: {recorded: 40,"
            + "lines: [{t0: 0, dt: 1, y: [0, 0]}]}}}};"
            + "var made = fimbria.catalogue({window: {from: 0, to: 2}, regions: [silent]})[0]"
            + ".make(fimbria.themes.print, 680);",
        "silent");
    assertThat(js("made.grid.length")).isEqualTo("1");
    assertThat(js("made.title[0].text")).isEqualTo("\"w, excitatory (1 of 40 neurons)\"");
  }

  private static List<String> constantsInLoops(String script) {
    List<String> found = new ArrayList<>();
    Deque<Integer> loops = new ArrayDeque<>();
    int depth = 0;
    for (String line : script.split("\n")) {
      if (!loops.isEmpty() && line.strip().startsWith("const ")) {
        found.add(line);
      }
      boolean opens =
          line.chars().filter(c -> c == '{').count() > line.chars().filter(c -> c == '}').count();
      if (opens && line.matches(".*\\b(for|while) \\(.*")) {
        loops.push(depth);
      }
      depth +=
          (int)
              (line.chars().filter(c -> c == '{').count()
                  - line.chars().filter(c -> c == '}').count());
      while (!loops.isEmpty() && depth <= loops.peek()) {
        loops.pop();
      }
    }
    return found;
  }

  private static String js(String expression) {
    return String.valueOf(renderer.run("JSON.stringify(" + expression + ")", "test"));
  }
}
