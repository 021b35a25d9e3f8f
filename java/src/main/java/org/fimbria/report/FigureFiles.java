package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.fimbria.report.FigureRenderer.Figure;

/**
 * Figures as files for papers: each as SVG and as PNG of 300 dots per inch, 180 mm wide, and the
 * table of the peaks.
 */
public final class FigureFiles {
  private FigureFiles() {}

  /**
   * Writes the figures of a document: those of one run into the directory, of several runs each
   * into a directory of the run's name in it; {@code peaks.csv} has all runs.
   */
  public static void write(Path directory, JsonNode document) throws IOException {
    Files.createDirectories(directory);
    PeaksTable.write(directory.resolve(PeaksTable.FILE), document);
    JsonNode runs = document.path("runs");
    Set<String> taken = new HashSet<>();
    try (FigureRenderer renderer = new FigureRenderer()) {
      renderer.read(document.toString());
      for (int i = 0; i < runs.size(); i++) {
        String name = runs.get(i).path("about").path("name").asText();
        Path of = runs.size() == 1 ? directory : directory.resolve(free(name, taken));
        Files.createDirectories(of);
        renderer.drawRun(i, figure -> write(of, figure));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A name that no run before has, which is taken then: {@code name}, {@code name-2}, ... */
  static String free(String name, Set<String> taken) {
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  /** Writes {@code <id>.svg} and {@code <id>.png}. */
  public static void write(Path directory, Figure figure) {
    try {
      Files.writeString(directory.resolve(figure.id() + ".svg"), figure.svg());
      ImageIO.write(
          Svg.pixels(figure.svg(), figure.width(), figure.height()),
          "png",
          directory.resolve(figure.id() + ".png").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
