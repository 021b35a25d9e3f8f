package org.fimbria.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The scripts that define the figures, in the order in which they must be read: the plotting
 * library first. A page has all of them; {@link FigureRenderer} runs the same ones without a
 * browser.
 */
public final class FigureScripts {
  private static final String LIBRARY = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private static final List<String> NAMES =
      List.of(
          "themes.js",
          "format.js",
          "axes.js",
          "marks.js",
          "panels-activity.js",
          "panels-spectra.js",
          "panels-brain.js",
          "panels-timers.js",
          "panels-electrodes.js",
          "compose.js",
          "layout.js",
          "catalogue.js",
          "paper.js");

  private FigureScripts() {}

  /** Apache ECharts, one script. */
  public static String library() {
    return text(LIBRARY);
  }

  /** File names of the figures' own scripts, in order. */
  public static List<String> names() {
    return NAMES;
  }

  /** The text of one of this package's scripts. */
  public static String read(String name) {
    return text(name);
  }

  private static String text(String resource) {
    try (InputStream in = FigureScripts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
