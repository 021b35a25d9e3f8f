package org.fimbria.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide a text is in the font that Java has for sans-serif. */
final class TextWidth {
  private static final Pattern SIZE = Pattern.compile("([\\d.]+)px");
  private static final FontRenderContext PX = new FontRenderContext(null, true, true);

  private TextWidth() {}

  /** Width in px; the font as in CSS, such as {@code bold 12px Arial}. */
  static double px(String text, String font) {
    Matcher size = SIZE.matcher(font);
    float px = size.find() ? Float.parseFloat(size.group(1)) : 12;
    Font plain = new Font(Font.SANS_SERIF, font.contains("bold") ? Font.BOLD : Font.PLAIN, 1);
    return plain.deriveFont(px).getStringBounds(text, PX).getWidth();
  }
}
