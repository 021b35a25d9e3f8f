package org.fimbria.probe;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.fimbria.probe.Morphology.Point;

/** Integrals along the axis of a section, between distances from its beginning in um. */
final class SectionPath {
  private final List<Point> points;
  private final double[] distance;

  SectionPath(List<Point> points) {
    this.points = points;
    distance = new double[points.size()];
    for (int i = 1; i < distance.length; i++) {
      distance[i] = distance[i - 1] + points.get(i - 1).distance(points.get(i));
    }
  }

  double length() {
    return distance[distance.length - 1];
  }

  /** The point at a distance; at a step of the diameter the one before it. */
  Point at(double from) {
    int end = 1;
    while (end < distance.length - 1 && distance[end] < from) {
      end++;
    }
    return between(end, from);
  }

  /** Lateral area of frusta, um2. */
  double area(double from, double to) {
    return sum(
        from,
        to,
        (a, b) ->
            Math.PI
                / 2
                * (a.diameter() + b.diameter())
                * Math.hypot(a.distance(b), (b.diameter() - a.diameter()) / 2));
  }

  /** Length over cross-section: the integral of 4 / (pi d^2), 1/um. */
  double slenderness(double from, double to) {
    return sum(from, to, (a, b) -> 4 * a.distance(b) / (Math.PI * a.diameter() * b.diameter()));
  }

  /** Mean of the diameter along the axis, um. */
  double meanDiameter(double from, double to) {
    return sum(from, to, (a, b) -> a.distance(b) * (a.diameter() + b.diameter()) / 2) / (to - from);
  }

  /** Length in units of the length constant of d = 1 um: the sum of l / sqrt(d), sqrt(um). */
  double electrotonic() {
    return sum(0, length(), (a, b) -> a.distance(b) / Math.sqrt((a.diameter() + b.diameter()) / 2));
  }

  private double sum(double from, double to, ToDoubleBiFunction<Point, Point> frustum) {
    double sum = 0;
    for (int i = 1; i < distance.length; i++) {
      double begin = Math.max(from, distance[i - 1]);
      double end = Math.min(to, distance[i]);
      if (end > begin) {
        sum += frustum.applyAsDouble(between(i, begin), between(i, end));
      }
    }
    return sum;
  }

  /** The point between points end - 1 and end. */
  private Point between(int end, double at) {
    Point a = points.get(end - 1);
    Point b = points.get(end);
    double length = distance[end] - distance[end - 1];
    double t = length > 0 ? (at - distance[end - 1]) / length : 0;
    return new Point(
        a.x() + t * (b.x() - a.x()),
        a.y() + t * (b.y() - a.y()),
        a.z() + t * (b.z() - a.z()),
        a.diameter() + t * (b.diameter() - a.diameter()));
  }
}
