package org.fimbria.probe;

import java.util.ArrayList;
import java.util.List;
import org.fimbria.natives.Random;

/**
 * Where the cells of a population stand: somata uniform in a cylinder about the electrode, cells
 * turned at random about its axis.
 *
 * <p>Somata keep 1 um of distance from each other and, between z = -150 and 700 um, from the shaft.
 * A cell that does not is drawn again; its numbers depend on the seed, its population and its own
 * index only, on other cells only where one of them is nearer than that.
 *
 * @param soma [cell][3] um, flat
 * @param rotation [cell] rad about z
 */
public record CellPlacement(double[] soma, double[] rotation) {
  private static final double SHAFT_LOW_UM = -150;
  private static final double SHAFT_HIGH_UM = 700;
  private static final int MAX_ATTEMPTS = 1000;
  private static final int NUMBERS = 4; // of a cell and attempt

  /** The cylinder of the somata, um. */
  public record Cylinder(double radius, double low, double high) {}

  /**
   * Places populations, which share a cylinder.
   *
   * @param firstPopulation index of the first one in the network
   * @param sizes cells of each
   * @throws ProbeException if there is no room
   */
  public static List<CellPlacement> of(
      long seed, int firstPopulation, List<Long> sizes, Cylinder cylinder) {
    int all = Math.toIntExact(sizes.stream().mapToLong(Long::longValue).sum());
    Neighbours neighbours = new Neighbours(cylinder, all);
    List<CellPlacement> placed = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      int stream = Random.CELLS + firstPopulation + i;
      placed.add(place(seed, stream, Math.toIntExact(sizes.get(i)), cylinder, neighbours));
    }
    return placed;
  }

  private static CellPlacement place(
      long seed, int stream, int cells, Cylinder cylinder, Neighbours neighbours) {
    double[] soma = new double[3 * cells];
    double[] rotation = new double[cells];
    double[] first = Random.uniforms(seed, stream, 0, 0, 0, NUMBERS * cells);
    for (int cell = 0; cell < cells; cell++) {
      put(first, NUMBERS * cell, cylinder, soma, cell);
      rotation[cell] = 2 * Math.PI * first[NUMBERS * cell + 3];
      int attempt = 0;
      while (!isAllowed(soma, cell, neighbours)) {
        if (++attempt == MAX_ATTEMPTS) {
          throw noRoom(cells, cylinder);
        }
        double[] again = Random.uniforms(seed, stream, attempt, 0, NUMBERS / 2 * cell, NUMBERS);
        put(again, 0, cylinder, soma, cell);
      }
      neighbours.add(soma[3 * cell], soma[3 * cell + 1], soma[3 * cell + 2]);
    }
    return new CellPlacement(soma, rotation);
  }

  /** StrictMath, since the same places are promised on every machine. */
  private static void put(double[] uniform, int at, Cylinder cylinder, double[] soma, int cell) {
    double radius = cylinder.radius() * Math.sqrt(uniform[at]);
    double angle = 2 * Math.PI * uniform[at + 1];
    soma[3 * cell] = radius * StrictMath.cos(angle);
    soma[3 * cell + 1] = radius * StrictMath.sin(angle);
    soma[3 * cell + 2] = cylinder.low() + (cylinder.high() - cylinder.low()) * uniform[at + 2];
  }

  private static boolean isAllowed(double[] soma, int cell, Neighbours neighbours) {
    double x = soma[3 * cell];
    double y = soma[3 * cell + 1];
    double z = soma[3 * cell + 2];
    boolean besideShaft = z >= SHAFT_LOW_UM && z <= SHAFT_HIGH_UM;
    boolean inShaft =
        besideShaft && x * x + y * y < Neighbours.DISTANCE_UM * Neighbours.DISTANCE_UM;
    return !inShaft && !neighbours.isNear(x, y, z);
  }

  private static ProbeException noRoom(int cells, Cylinder cylinder) {
    return new ProbeException(
        List.of(
            "record.lfp.radius: %s um: no room for %d somata %s um apart between %s and %s um"
                .formatted(
                    cylinder.radius(),
                    cells,
                    Neighbours.DISTANCE_UM,
                    cylinder.low(),
                    cylinder.high())));
  }
}
