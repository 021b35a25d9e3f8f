package org.fimbria.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The shape of a neuron: unbranched sections of round cross-section that form a tree, in um.
 *
 * @param sections the soma first, parents before children
 */
public record Morphology(String name, List<Section> sections) {
  /** What a section is part of. */
  public enum Type {
    SOMA,
    AXON,
    BASAL,
    APICAL;

    /** Whether synapses may lie on it. */
    public boolean hasSynapses() {
      return this != AXON;
    }
  }

  /** A place on the axis of a section, with the section's diameter there. */
  public record Point(double x, double y, double z, double diameter) {
    /** Distance to another point. */
    double distance(Point other) {
      return Math.sqrt(
          (x - other.x) * (x - other.x)
              + (y - other.y) * (y - other.y)
              + (z - other.z) * (z - other.z));
    }
  }

  /**
   * An unbranched piece; between its points it is straight and its diameter changes linearly.
   *
   * @param parent index; -1 of the first one
   * @param at where on the parent it begins: 0 (its beginning), 0.5 or 1 (its end)
   * @param points at least two
   */
  public record Section(String name, Type type, int parent, double at, List<Point> points) {
    /** Refuses a section without length. */
    public Section {
      points = List.copyOf(points);
      if (at != 0 && at != 0.5 && at != 1) {
        throw new IllegalArgumentException("%s begins at %s of its parent".formatted(name, at));
      }
      if (points.stream().anyMatch(point -> !(point.diameter() > 0))) {
        throw new IllegalArgumentException(name + " has a diameter that is not > 0");
      }
      if (!(length(points) > 0)) {
        throw new IllegalArgumentException(name + " has no length");
      }
    }

    /** Length along the axis. */
    public double length() {
      return length(points);
    }

    /** Area of the membrane, without the ends. */
    public double area() {
      return new SectionPath(points).area(0, length());
    }

    private static double length(List<Point> points) {
      double length = 0;
      for (int i = 1; i < points.size(); i++) {
        length += points.get(i - 1).distance(points.get(i));
      }
      return length;
    }
  }

  /** Refuses sections that are no tree. */
  public Morphology {
    sections = List.copyOf(sections);
    for (int i = 0; i < sections.size(); i++) {
      int parent = sections.get(i).parent();
      if (i == 0 ? parent != -1 : parent < 0 || parent >= i) {
        throw new IllegalArgumentException(
            "%s: section %s comes before its parent".formatted(name, sections.get(i).name()));
      }
    }
  }

  /**
   * A built-in morphology, or that of an SWC file.
   *
   * @param notes takes a line for what is tolerated
   * @throws ProbeException if the file is bad
   */
  public static Morphology of(String nameOrFile, Consumer<String> notes) {
    return BuiltInMorphologies.NAMES.contains(nameOrFile)
        ? BuiltInMorphologies.of(nameOrFile)
        : SwcReader.read(Path.of(nameOrFile), notes);
  }

  /** Length of all sections. */
  public double length() {
    return sections.stream().mapToDouble(Section::length).sum();
  }

  /** Membrane area of all sections. */
  public double area() {
    return sections.stream().mapToDouble(Section::area).sum();
  }

  /** The same with the middle of the soma at the origin. */
  public Morphology centred() {
    Section soma = sections.getFirst();
    Point middle = new SectionPath(soma.points()).at(soma.length() / 2);
    List<Section> moved =
        sections.stream()
            .map(section ->
                new Section(
                    section.name(),
                    section.type(),
                    section.parent(),
                    section.at(),
                    section.points().stream().map(point -> relative(point, middle)).toList()))
            .toList();
    return new Morphology(name, moved);
  }

  private static Point relative(Point point, Point origin) {
    return new Point(
        point.x() - origin.x(), point.y() - origin.y(), point.z() - origin.z(), point.diameter());
  }
}
