package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fimbria.analysis.Reduction;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void shouldKeepAShortLineWhole() {
    JsonNode line = Lines.reduced(0.05, 0.1, new double[] {1, 2.00004, 3}, 2);
    assertThat(line).hasToString("{\"t0\":0.05,\"dt\":0.1,\"y\":[1,2,3]}");
  }

  @Test
  void shouldKeepTheExtremesOfALongLineAtTheirTimes() {
    double[] y = new double[10_000];
    Arrays.setAll(y, k -> Math.sin(k));
    y[1234] = 7;
    y[4321] = -7;
    JsonNode line = Lines.reduced(0.5, 1, y, 100);
    assertThat(line.path("y").size()).isEqualTo(200);
    long at = 0;
    for (int k = 0; k < 200; k++) {
      at += line.path("i").get(k).asLong();
      double drawn = line.path("y").get(k).doubleValue();
      assertThat(drawn).isEqualTo(Numbers.rounded(y[(int) at], Numbers.DIGITS));
    }
    assertThat(line.path("y").toString()).contains("7", "-7");
  }

  @Test
  void shouldDrawALevelStretchByItsEnds() {
    double[] y = new double[1000];
    y[500] = 3;
    JsonNode line = Lines.reduced(0, 1, y, 100);
    assertThat(line.path("y").toString()).isEqualTo("[0,0,3,0,0]");
    assertThat(line.path("i").get(0).asInt()).isZero();
    int end = 0;
    for (JsonNode step : line.path("i")) {
      end += step.asInt();
    }
    assertThat(end).isEqualTo(990);
  }

  @Test
  void shouldBeDrawnAtTheTimesOfTheSamples() {
    double[] y = new double[1000];
    Arrays.setAll(y, k -> k % 100 == 7 ? k : 0);
    Reduction.Line kept = Reduction.of(0.5, 0.1, y, 100);
    try (FigureRenderer renderer = new FigureRenderer()) {
      List<double[]> drawn = new ArrayList<>();
      for (String pair : points(renderer, Lines.points(0.5, 0.1, kept)).split(";")) {
        drawn.add(Arrays.stream(pair.split(",")).mapToDouble(Double::parseDouble).toArray());
      }
      assertThat(drawn.getFirst()[0]).isCloseTo(0.5, within(1e-9));
      assertThat(drawn.stream().filter(point -> point[1] > 0))
          .hasSize(10)
          .allSatisfy(point -> assertThat(point[0]).isCloseTo(0.5 + 0.1 * point[1], within(1e-9)));
      assertThat(points(renderer, Lines.uniform(3, 0.5, new double[] {4, 5})))
          .isEqualTo("3,4;3.5,5");
    }
  }

  private static String points(FigureRenderer renderer, JsonNode line) {
    String call = "fimbria.axes.points(%s).map(point => point.join(',')).join(';')";
    return String.valueOf(renderer.run(call.formatted(line), "points"));
  }
}
