package org.fimbria.probe;

import java.util.ArrayList;
import java.util.List;
import org.fimbria.probe.Morphology.Point;
import org.fimbria.probe.Morphology.Section;

/**
 * Writes morphologies as SWC, each section from a sample of its own where it begins.
 *
 * <p>NEURON joins sections that follow each other without a branching, and adds the area of the
 * ring between two diameters: 0.4 % of the built-in pyramidal cell's.
 */
public final class SwcWriter {
  private SwcWriter() {}

  /** The text of a file. */
  public static String write(Morphology morphology) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(morphology.name()).append(", written by Fimbria\n");
    text.append("# id type x y z radius parent (um)\n");
    List<Integer> firstId = new ArrayList<>();
    int id = 1;
    for (Section section : morphology.sections()) {
      int parent = section.parent() < 0 ? -1 : parentId(morphology, section, firstId);
      firstId.add(id);
      for (Point point : section.points()) {
        text.append(id).append(' ').append(code(section)).append(' ');
        text.append(point.x()).append(' ').append(point.y()).append(' ').append(point.z());
        text.append(' ').append(point.diameter() / 2).append(' ').append(parent).append('\n');
        parent = id++;
      }
    }
    return text.toString();
  }

  /** The sample of the parent on which a section hangs. */
  private static int parentId(Morphology morphology, Section section, List<Integer> firstId) {
    int samples = morphology.sections().get(section.parent()).points().size();
    return firstId.get(section.parent()) + (int) Math.round(section.at() * (samples - 1));
  }

  private static int code(Section section) {
    return switch (section.type()) {
      case SOMA -> 1;
      case AXON -> 2;
      case BASAL -> 3;
      case APICAL -> 4;
    };
  }
}
