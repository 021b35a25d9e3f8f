package org.fimbria.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.LfpEngine.SourceKind;
import org.fimbria.probe.Morphology.Point;
import org.fimbria.probe.Morphology.Section;
import org.fimbria.probe.Morphology.Type;

/** Builds the tree of compartments, section after section. */
final class CompartmentTree {
  private static final double D_LAMBDA = 0.1;
  private static final double FREQUENCY_HZ = 100;

  /** Most nodes that the solver takes, less the junctions there may be. */
  private static final long MAX_COMPARTMENTS = 1 << 15;

  private final List<Section> sections;
  private final List<SectionPath> paths;
  private final Membrane membrane;
  private final Map<Place, Integer> hanging = new HashMap<>();
  private final Map<Place, Integer> junctions = new HashMap<>();
  private final int[] firstNode;
  private final List<Node> nodes = new ArrayList<>();

  CompartmentTree(Morphology morphology, Membrane membrane) {
    this.membrane = membrane;
    sections = morphology.sections();
    paths = sections.stream().map(section -> new SectionPath(section.points())).toList();
    firstNode = new int[sections.size()];
    checkSize(morphology.name());
    for (int section = 1; section < sections.size(); section++) {
      hanging.merge(begin(section), 1, Integer::sum);
    }
  }

  /** Where sections hang on another: its begin (of the first section only), middle or end. */
  private record Place(int section, double at) {}

  /** A node, and the resistance in GOhm from there to a place. */
  private record Contact(int node, double resistance) {}

  /**
   * A node.
   *
   * @param resistance GOhm to the parent
   * @param area um2; 0: a junction
   */
  private record Node(
      int section, int parent, double resistance, double area, Point from, Point to, double d) {}

  Compartments build() {
    for (int section = 0; section < sections.size(); section++) {
      firstNode[section] = nodes.size();
      Contact contact = section == 0 ? new Contact(-1, 0) : contact(begin(section));
      firstNode[section] = nodes.size();
      addSection(section, contact);
    }
    return new Compartments(cell(), nodes.stream().map(Node::section).toList());
  }

  private void checkSize(String name) {
    long size = 0;
    for (int section = 0; section < sections.size(); section++) {
      size += compartments(section);
    }
    if (size > MAX_COMPARTMENTS) {
      throw new ProbeException(
          List.of(
              "%s: %d compartments of 0.1 length constants at 100 Hz, at most %d are allowed"
                  .formatted(name, size, MAX_COMPARTMENTS)));
    }
  }

  /** The d_lambda rule. */
  private int compartments(int section) {
    double length = paths.get(section).electrotonic() / membrane.lengthConstant(FREQUENCY_HZ);
    return 2 * (int) Math.floor((length / D_LAMBDA + 0.9) / 2) + 1;
  }

  /** The beginning of a section other than the first is where it hangs on its parent. */
  private Place begin(int section) {
    Section at = sections.get(section);
    return at.at() == 0 && at.parent() > 0 ? begin(at.parent()) : new Place(at.parent(), at.at());
  }

  private Contact contact(Place place) {
    int first = firstNode[place.section()];
    int last = first + compartments(place.section()) - 1;
    if (place.at() == 0.5) {
      return new Contact((first + last) / 2, 0);
    }
    int node = place.at() == 0 ? first : last;
    double half = halves(place.section())[place.at() == 0 ? 0 : 2 * (node - first) + 1];
    if (hanging.get(place) == 1) {
      return new Contact(node, half);
    }
    return new Contact(junctions.computeIfAbsent(place, _ -> addJunction(place, node, half)), 0);
  }

  private int addJunction(Place place, int node, double resistance) {
    List<Point> points = sections.get(place.section()).points();
    Point at = place.at() == 0 ? points.getFirst() : points.getLast();
    nodes.add(new Node(place.section(), node, resistance, 0, at, at, at.diameter()));
    return nodes.size() - 1;
  }

  private void addSection(int section, Contact contact) {
    SectionPath path = paths.get(section);
    double[] halves = halves(section);
    double step = path.length() / compartments(section);
    for (int i = 0; i < compartments(section); i++) {
      boolean first = i == 0;
      double from = i * step;
      double to = (i + 1) * step;
      nodes.add(
          new Node(
              section,
              first ? contact.node() : nodes.size() - 1,
              halves[2 * i] + (first ? contact.resistance() : halves[2 * i - 1]),
              path.area(from, to),
              path.at(from),
              path.at(to),
              path.meanDiameter(from, to)));
    }
  }

  /** Resistance of the half compartments of a section, from its beginning. */
  private double[] halves(int section) {
    SectionPath path = paths.get(section);
    int n = compartments(section);
    double[] halves = new double[2 * n];
    double step = path.length() / (2 * n);
    for (int i = 0; i < halves.length; i++) {
      halves[i] = membrane.axialResistance(path.slenderness(i * step, (i + 1) * step));
    }
    return halves;
  }

  private Cell cell() {
    int n = nodes.size();
    Cell cell =
        new Cell(
            new int[n],
            new double[n],
            new double[n],
            new double[n],
            new double[n][],
            new double[n],
            new SourceKind[n],
            new double[n]);
    for (int i = 0; i < n; i++) {
      Node node = nodes.get(i);
      Type type = sections.get(node.section()).type();
      cell.parent()[i] = node.parent();
      cell.C_m()[i] = membrane.capacitance(node.area());
      cell.g_L()[i] = membrane.leak(node.area());
      cell.g_axial()[i] = i == 0 ? 0 : 1 / node.resistance();
      cell.ends()[i] = ends(node);
      cell.diameter()[i] = node.d();
      cell.kind()[i] = kind(node, type);
      cell.area()[i] = type.hasSynapses() ? node.area() : 0;
    }
    return cell;
  }

  private static double[] ends(Node node) {
    Point a = node.from();
    Point b = node.to();
    return new double[] {a.x(), a.y(), a.z(), b.x(), b.y(), b.z()};
  }

  private static SourceKind kind(Node node, Type type) {
    if (node.area() == 0) {
      return SourceKind.NONE;
    }
    return type == Type.SOMA ? SourceKind.POINT : SourceKind.LINE;
  }
}
