package org.fimbria.probe;

import org.fimbria.probe.Morphology.Point;
import org.fimbria.probe.Morphology.Type;

/**
 * A line of an SWC file.
 *
 * @param line counted from 1
 * @param parent id, or -1
 */
record SwcSample(int line, int id, int type, Point point, int parent) {
  private static final int SOMA = 1;

  boolean isRoot() {
    return parent == -1;
  }

  boolean isSoma() {
    return type == SOMA;
  }

  boolean isKnownType() {
    return type >= SOMA && type <= 4;
  }

  /** What its section is part of. */
  Type part() {
    return switch (type) {
      case SOMA -> Type.SOMA;
      case 2 -> Type.AXON;
      case 4 -> Type.APICAL;
      default -> Type.BASAL;
    };
  }
}
