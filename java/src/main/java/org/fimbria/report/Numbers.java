package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Numbers as a display needs them: rounded, so that they take few characters. */
public final class Numbers {
  /** Significant digits of what is drawn: finer than a pixel of any figure. */
  public static final int DIGITS = 4;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final double LARGEST_WHOLE = 1e9;
  private static final double[] TENS = tens();

  private Numbers() {}

  private static double[] tens() {
    double[] tens = new double[23]; // as far as they are exact
    tens[0] = 1;
    for (int i = 1; i < tens.length; i++) {
      tens[i] = 10 * tens[i - 1];
    }
    return tens;
  }

  /** A value to so many significant digits. */
  public static double rounded(double value, int digits) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    return decimals(value, digits - 1 - (int) Math.floor(Math.log10(Math.abs(value))));
  }

  /** A value to so many places behind the decimal point; negative: before it. */
  static double decimals(double value, int places) {
    if (Math.abs(places) >= TENS.length) {
      return value;
    }
    return places >= 0
        ? Math.rint(value * TENS[places]) / TENS[places]
        : Math.rint(value / TENS[-places]) * TENS[-places];
  }

  /** A number to {@link #DIGITS}; null where it is none. */
  public static JsonNode number(double value) {
    return node(rounded(value, DIGITS));
  }

  /** A time in ms, to the us. */
  public static JsonNode time(double ms) {
    return node(decimals(ms, 3));
  }

  /** The shortest node for a value. */
  static JsonNode node(double value) {
    if (!Double.isFinite(value)) {
      return NODES.nullNode();
    }
    return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE
        ? NODES.numberNode((int) value)
        : NODES.numberNode(value);
  }

  /** Values to {@link #DIGITS}. */
  public static ArrayNode array(double[] values) {
    ArrayNode array = new ArrayNode(NODES, values.length);
    for (double value : values) {
      array.add(number(value));
    }
    return array;
  }
}
