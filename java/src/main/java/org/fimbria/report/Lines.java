package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fimbria.analysis.Reduction;

/**
 * Lines of a document, of samples at t0 + k dt in ms: {@code {t0, dt, y}} has all of them; {@code
 * {t0, dt, i, y}} only some, {@code i} being how many samples each is behind the one before it (the
 * first: behind t0).
 */
public final class Lines {
  private Lines() {}

  /** Samples at t0, t0 + dt, ... as they are. */
  public static ObjectNode uniform(double t0, double dt, double[] y) {
    ObjectNode line = grid(t0, dt);
    line.set("y", Numbers.array(y));
    return line;
  }

  /** The same with at most 2 points per bucket: see {@link Reduction}. */
  public static ObjectNode reduced(double t0, double dt, double[] y, int buckets) {
    return y.length <= 2 * buckets
        ? uniform(t0, dt, y)
        : points(t0, dt, Reduction.of(t0, dt, y, buckets));
  }

  /** Points of the line of samples at t0, t0 + dt, ...; without those within a level stretch. */
  static ObjectNode points(double t0, double dt, Reduction.Line line) {
    ObjectNode node = grid(t0, dt);
    ArrayNode steps = node.putArray("i");
    ArrayNode values = node.putArray("y");
    double[] y = line.y();
    long last = 0;
    for (int k = 0; k < y.length; k++) {
      boolean level =
          k > 0 && k < y.length - 1 && isDrawnAs(y[k], y[k - 1]) && isDrawnAs(y[k], y[k + 1]);
      if (!level) {
        long at = Math.round((line.t()[k] - t0) / dt);
        steps.add(at - last);
        values.add(Numbers.number(y[k]));
        last = at;
      }
    }
    return node;
  }

  private static boolean isDrawnAs(double value, double other) {
    return Numbers.rounded(value, Numbers.DIGITS) == Numbers.rounded(other, Numbers.DIGITS);
  }

  private static ObjectNode grid(double t0, double dt) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set("t0", Numbers.time(t0));
    line.put("dt", dt);
    return line;
  }
}
