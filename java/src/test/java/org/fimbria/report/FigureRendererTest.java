package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fimbria.report.FigureRenderer.Figure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureRendererTest {
  private static final int MARKS = 60_000;

  private static FigureRenderer renderer;
  private static Map<String, Figure> figures;

  @BeforeAll
  static void drawAMadeUpRun() throws IOException {
    renderer = new FigureRenderer();
    renderer.read(Synthetic.document(renderer, MARKS, 1000));
    figures = new HashMap<>();
    renderer.drawRun(0, figure -> figures.put(figure.id(), figure));
  }

  @AfterAll
  static void close() {
    renderer.close();
  }

  @Test
  void shouldDrawTheFiguresOfThePaperAndTheCatalogue() {
    assertThat(figures)
        .containsKeys(
            "figure-2",
            "figure-3",
            "figure-4",
            "activity-right-field-ca1",
            "membrane-left-field-ca1",
            "lfp-right-field-ca1",
            "spectra-left-field-ca1",
            "regional-rates",
            "ecog",
            "connectome",
            "electrodes",
            "timers");
  }

  @Test
  void shouldWriteXmlOfTheWidthOfTwoColumns() throws Exception {
    for (Figure figure : figures.values()) {
      Element svg = parse(figure).getDocumentElement();
      assertThat(svg.getAttribute("width")).as(figure.id()).isEqualTo("179.9mm");
      assertThat(figure.svg()).as(figure.id()).doesNotContain("NaN", "Infinity", "undefined");
    }
  }

  @Test
  void shouldStaySmallHoweverManyMarksThereAre() throws Exception {
    for (Figure figure : figures.values()) {
      assertThat(parse(figure).getElementsByTagName("*").getLength())
          .as(figure.id())
          .isLessThan(1200);
      assertThat(figure.svg().length()).as(figure.id()).isLessThan(2_000_000);
    }
  }

  @Test
  void shouldWriteNothingBelowSevenPoints() throws Exception {
    for (Figure figure : figures.values()) {
      NodeList texts = parse(figure).getElementsByTagName("text");
      assertThat(texts.getLength()).as(figure.id()).isPositive();
      for (int i = 0; i < texts.getLength(); i++) {
        String style = ((Element) texts.item(i)).getAttribute("style");
        double px = Double.parseDouble(style.replaceAll(".*font-size:([\\d.]+)px.*", "$1"));
        assertThat(px * 72 / 96).as(figure.id()).isGreaterThanOrEqualTo(7);
      }
    }
  }

  @Test
  void shouldHaveColouredPixelsInTheRaster() {
    Figure figure = figures.get("activity-right-field-ca1");
    BufferedImage image = Svg.pixels(figure.svg(), figure.width(), figure.height());
    assertThat(image.getWidth()).isEqualTo(2125);
    int red = 0;
    int blue = 0;
    for (int y = 0; y < image.getHeight() / 2; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int excess = ((rgb >> 16) & 255) - (rgb & 255);
        red += excess > 80 ? 1 : 0;
        blue += excess < -80 ? 1 : 0;
      }
    }
    assertThat(red).isGreaterThan(10_000);
    assertThat(blue).isGreaterThan(5_000);
  }

  @Test
  void shouldDrawWhatIsThereOfAFailedRun() {
    renderer.run(
        "var bare = {about: {name: 'bare'}, window: {from: 0, to: 100}, regions: [{name: 'A',"
            + "rates: {bin: 0.1, excitatory: {t0: 0, dt: 1, y: [0, 5, 0]},"
            + "inhibitory: {t0: 0, dt: 1, y: [0, 0, 0]}}}], absent: []};",
        "bare");
    Object ids =
        renderer.run("fimbria.files(bare, fimbria.themes.print, 680).map(f => f.id).join()", "ids");
    assertThat(ids).hasToString("figure-2,figure-3,figure-4,activity-a");
    assertThat(
            String.valueOf(
                renderer.run(
                    "fimbria.files({window: {from: 0, to: 0}}, fimbria.themes.print, 680).length",
                    "none")))
        .isEqualTo("0");
  }

  private static Document parse(Figure figure) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(figure.svg().getBytes(StandardCharsets.UTF_8)));
  }
}
