package org.fimbria.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fimbria.analysis.Reduction;

/** Lines of a document: {t0, dt, y} of evenly spaced samples, or reduced {t, y}. */
public final class Lines {
  private Lines() {}

  /** Samples at t0, t0 + dt, ... as they are. */
  public static ObjectNode uniform(double t0, double dt, double[] y) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set("t0", Numbers.time(t0));
    line.put("dt", dt);
    line.set("y", Numbers.array(y));
    return line;
  }

  /** The same with at most 2 points per bucket: see {@link Reduction}. */
  public static ObjectNode reduced(double t0, double dt, double[] y, int buckets) {
    return y.length <= 2 * buckets ? uniform(t0, dt, y) : points(Reduction.of(t0, dt, y, buckets));
  }

  /** A line of points. */
  static ObjectNode points(Reduction.Line line) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("t", Numbers.times(line.t()));
    node.set("y", Numbers.array(line.y()));
    return node;
  }
}
