package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Colours that mean something stay apart for eyes that lack one kind of cones. */
class ThemesTest {
  private static final List<String> THEMES = List.of("light", "dark", "print");

  /** Linear RGB as seen without L, M or S cones: Machado et al. 2009, doi 10.1109/TVCG.2009.113. */
  private static final List<double[][]> EYES =
      List.of(
          new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          },
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          },
          new double[][] {
            {1.255528, -0.076749, -0.178779},
            {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}
          });

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
  void shouldTellExcitatoryFromInhibitoryForEveryEye() {
    for (String theme : THEMES) {
      assertApart(theme, List.of("excitatory", "inhibitory", "background"), 25);
    }
  }

  @Test
  void shouldTellThePhasesFromEachOtherForEveryEye() {
    List<String> phases = List.of("simulation", "wait", "io", "initialisation", "ending");
    for (String theme : THEMES) {
      assertApart(theme, phases.stream().map("phases."::concat).toList(), 15);
    }
  }

  @Test
  void shouldWriteTextThatStandsOut() {
    for (String theme : THEMES) {
      double[] background = lab(colour(theme, "background"), EYES.getFirst());
      for (String text : List.of("text", "muted", "spiking", "toBrain")) {
        double[] lab = lab(colour(theme, text), EYES.getFirst());
        assertThat(Math.abs(lab[0] - background[0])).as(theme + " " + text).isGreaterThan(50);
      }
    }
  }

  private static void assertApart(String theme, List<String> names, double least) {
    for (double[][] eye : EYES) {
      for (int i = 0; i < names.size(); i++) {
        for (int j = 0; j < i; j++) {
          double[] a = lab(colour(theme, names.get(i)), eye);
          double[] b = lab(colour(theme, names.get(j)), eye);
          double distance = Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
          assertThat(distance)
              .as("%s: %s and %s", theme, names.get(i), names.get(j))
              .isGreaterThan(least);
        }
      }
    }
  }

  private static int colour(String theme, String name) {
    Object text = renderer.run("fimbria.themes." + theme + "." + name, "colour");
    return Integer.parseInt(String.valueOf(text).substring(1), 16);
  }

  /** CIE L*a*b* (D65) of a colour of sRGB as an eye sees it. */
  private static double[] lab(int rgb, double[][] eye) {
    double[] linear = new double[3];
    for (int i = 0; i < 3; i++) {
      double value = ((rgb >> (8 * (2 - i))) & 255) / 255.0;
      linear[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
    double[] seen = new double[3];
    for (int i = 0; i < 3; i++) {
      double sum = eye[i][0] * linear[0] + eye[i][1] * linear[1] + eye[i][2] * linear[2];
      seen[i] = Math.min(1, Math.max(0, sum));
    }
    double x = f((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
    double y = f(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    double z = f((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
  }
}
