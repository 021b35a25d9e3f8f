package org.fimbria.probe;

import java.util.List;
import org.fimbria.natives.LfpEngine.Cell;

/**
 * A morphology cut into compartments: the tree of the cable solver and the sources of the field.
 *
 * <p>A section has so many compartments of equal length, an odd number, that each is at most 0.1 of
 * the length constant at 100 Hz (the d_lambda rule, Hines and Carnevale 2001, doi
 * 10.1177/107385840100700207):
 *
 * <pre>
 *   lambda_f = sqrt(d / (4 pi f R_a C_m)),   n = 2 floor((L / (0.1 lambda_f) + 0.9) / 2) + 1
 * </pre>
 *
 * A node is the middle of a compartment. Between nodes lie the two half compartments in series;
 * taper is integrated. Where several sections meet at the end of one, they meet in a node without
 * membrane, a junction. The soma's compartments are point sources, all others line sources.
 *
 * @param section [node] index of the section; of a junction, the one at whose end it lies
 */
public record Compartments(Cell cell, List<Integer> section) {
  /** Cuts a morphology, whose soma's middle becomes the origin. */
  public static Compartments of(Morphology morphology, Membrane membrane) {
    return new CompartmentTree(morphology.centred(), membrane).build();
  }

  /** Nodes with membrane. */
  public int size() {
    int size = 0;
    for (double capacitance : cell.C_m()) {
      size += capacitance > 0 ? 1 : 0;
    }
    return size;
  }
}
