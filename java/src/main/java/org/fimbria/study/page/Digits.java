package org.fimbria.study.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as readers see them. */
final class Digits {
  private static final MathContext SHOWN = new MathContext(3);

  private Digits() {}

  /** Three significant digits, whole parts in groups of three digits. */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    BigDecimal rounded = new BigDecimal(value).round(SHOWN);
    int places = rounded.signum() == 0 ? 0 : Math.max(0, 3 - rounded.precision() + rounded.scale());
    return String.format(Locale.ROOT, "%,." + Math.min(places, 12) + "f", rounded);
  }
}
