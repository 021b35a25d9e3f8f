package org.fimbria.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.JComponent;

/** SVG as ECharts writes it, made small and fit for paper, and as pixels. */
final class Svg {
  static {
    System.setProperty("java.awt.headless", "true"); // pictures need no screen
  }

  private static final double MM_PER_PX = 25.4 / 96;

  /** 300 dots per inch where a px is 1/96 inch. */
  private static final double SCALE = 300.0 / 96;

  private static final Pattern STYLE = Pattern.compile("<style\\b.*?</style>", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile(" class=\"[^\"]*\"");
  private static final Pattern SIZE = Pattern.compile("<svg width=\"[^\"]*\" height=\"[^\"]*\"");

  /** A rectangle within a path: its sides are horizontal and vertical. */
  private static final Pattern BOX = Pattern.compile("l([\\d.]+) 0l0 ([\\d.]+)l-([\\d.]+) 0Z");

  /** JSVG takes the first of several families only, and a serif where it is missing. */
  private static final Pattern FONT = Pattern.compile("(font-family:)[^;\"]*");

  private Svg() {}

  /**
   * Without styles of the mouse, with its caption, its size in mm, rectangles of paths in their
   * short form.
   */
  static String forPrint(String svg, String caption, int width, int height) {
    String bare = CLASS.matcher(STYLE.matcher(svg).replaceAll("")).replaceAll("");
    String sized =
        SIZE.matcher(bare)
            .replaceFirst(
                String.format(
                    Locale.ROOT,
                    "<svg width=\"%.1fmm\" height=\"%.1fmm\"",
                    width * MM_PER_PX,
                    height * MM_PER_PX));
    String text = caption.replace("&", "&amp;").replace("<", "&lt;");
    String titled =
        sized.replaceFirst(">", Matcher.quoteReplacement("><title>" + text + "</title>"));
    return BOX.matcher(titled).replaceAll("h$1v$2h-$3Z");
  }

  /** Its pixels at 300 dots per inch, on white. */
  static BufferedImage pixels(String svg, int width, int height) {
    byte[] bytes = FONT.matcher(svg).replaceAll("$1sans-serif").getBytes(StandardCharsets.UTF_8);
    SVGDocument document =
        new SVGLoader().load(new ByteArrayInputStream(bytes), null, LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalStateException("a figure is no SVG that can be drawn");
    }
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(width * SCALE),
            (int) Math.round(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(
        image.getWidth() / document.size().getWidth(),
        image.getHeight() / document.size().getHeight());
    document.render((JComponent) null, graphics);
    graphics.dispose();
    return image;
  }
}
