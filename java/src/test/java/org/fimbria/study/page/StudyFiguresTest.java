package org.fimbria.study.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFiguresTest {
  @TempDir private Path folder;

  @Test
  void shouldWriteTheFiguresOfThePaperForAStudyOfPerformance() throws IOException {
    StudyPage.writeFigures(folder, Fixtures.SCALING.trials());
    assertThat(svgs())
        .contains("figure-5b", "figure-5c", "figure-5d", "figure-5b-percent", "placement");
    assertThat(svgs()).contains("figure-5c-percent", "figure-5d-percent");
    assertThat(svgs()).contains("real-time-factor", "memory");
    String text = Files.readString(folder.resolve("figure-5b.svg"));
    assertThat(text).contains("Neurons", "Wall time (s)", "simulation", "ideal", "Efficiency");
    assertThat(text).doesNotContain("NaN", "undefined", "Infinity");
    BufferedImage picture = ImageIO.read(folder.resolve("figure-5b.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(2125);
    assertThat(hasInk(picture)).isTrue();
  }

  @Test
  void shouldWriteAFigureForEachKeyOfAGrid() throws IOException {
    StudyPage.writeFigures(folder, Fixtures.GRID.trials());
    assertThat(svgs())
        .containsExactly("key-neuralmass-coupling", "key-spiking-projections-excitatory-weight");
    assertThat(Files.readString(folder.resolve("key-neuralmass-coupling.svg")))
        .contains("weight 0.5", "neuralmass.coupling", "Spikes");
  }

  private List<String> svgs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".svg"))
          .map(name -> name.replace(".svg", ""))
          .sorted()
          .toList();
    }
  }

  /** Whether a hundredth of the pixels is coloured. */
  private static boolean hasInk(BufferedImage picture) {
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    int marked = 0;
    for (int pixel : pixels) {
      marked += (pixel & 0xffffff) == 0xffffff ? 0 : 1;
    }
    return marked > pixels.length / 100;
  }
}
