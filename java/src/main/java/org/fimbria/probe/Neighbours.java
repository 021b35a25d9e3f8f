package org.fimbria.probe;

import java.util.Arrays;

/** Somata that have been placed, in a grid of about one each, to find those that are too near. */
final class Neighbours {
  /** Distance that is kept. */
  static final double DISTANCE_UM = 1;

  private static final int NONE = -1;

  private final double radius;
  private final double low;
  private final double side;
  private final int across;
  private final int[] first;
  private final int[] next;
  private final double[] place;
  private int count;

  Neighbours(CellPlacement.Cylinder cylinder, int capacity) {
    radius = cylinder.radius();
    low = cylinder.low();
    double height = cylinder.high() - cylinder.low();
    side = side(2 * radius, height, Math.max(1, capacity));
    across = 1 + (int) (2 * radius / side);
    first = new int[Math.multiplyExact(across * across, 1 + (int) (height / side))];
    Arrays.fill(first, NONE);
    next = new int[capacity];
    place = new double[3 * capacity];
  }

  /** Of a box of the grid, so that there are about as many boxes as somata. */
  private static double side(double width, double height, int somata) {
    double cube = Math.cbrt(width * width * height / somata);
    double square = width / Math.sqrt(somata);
    return Math.max(DISTANCE_UM, cube < height ? cube : square);
  }

  /** Whether a soma is nearer than allowed. */
  boolean isNear(double x, double y, double z) {
    for (int i = column(x - DISTANCE_UM); i <= column(x + DISTANCE_UM); i++) {
      for (int j = column(y - DISTANCE_UM); j <= column(y + DISTANCE_UM); j++) {
        for (int k = layer(z - DISTANCE_UM); k <= layer(z + DISTANCE_UM); k++) {
          if (isNearInBox(first[box(i, j, k)], x, y, z)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isNearInBox(int soma, double x, double y, double z) {
    for (int i = soma; i != NONE; i = next[i]) {
      double dx = x - place[3 * i];
      double dy = y - place[3 * i + 1];
      double dz = z - place[3 * i + 2];
      if (dx * dx + dy * dy + dz * dz < DISTANCE_UM * DISTANCE_UM) {
        return true;
      }
    }
    return false;
  }

  void add(double x, double y, double z) {
    int box = box(column(x), column(y), layer(z));
    place[3 * count] = x;
    place[3 * count + 1] = y;
    place[3 * count + 2] = z;
    next[count] = first[box];
    first[box] = count++;
  }

  private int column(double x) {
    return Math.clamp((int) ((x + radius) / side), 0, across - 1);
  }

  private int layer(double z) {
    return Math.clamp((int) ((z - low) / side), 0, first.length / (across * across) - 1);
  }

  private int box(int i, int j, int k) {
    return (k * across + i) * across + j;
  }
}
