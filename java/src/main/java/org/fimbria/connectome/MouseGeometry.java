package org.fimbria.connectome;

import java.util.List;

/**
 * Centres and volumes of the regions of the built-in mouse brain.
 *
 * <p>Voxels of 0.1 mm, as the Allen reference space counts them: x from right to left with the mid
 * plane at 57, y from the olfactory bulb to the cerebellum, z upwards.
 */
final class MouseGeometry {
  /** Mid plane, voxels. */
  static final double MID_PLANE = 57;

  private static final double BREGMA = 54;
  private static final double TOP = 72;
  private static final double VOXELS_PER_MM = 10;

  /** Standard deviation of a centre about its place in the atlas, voxels; at most twice that. */
  private static final double JITTER = 2;

  /** No two centres of a hemisphere are closer, voxels. */
  private static final double SPACING = 4.1;

  /** None is closer to CA1: the shortest delay to CA1 is 2.07 ms at 3 mm/ms. */
  private static final double SPACING_OF_CA1 = 6.21;

  /** No centre is closer to the mid plane, voxels. */
  private static final double OFF_MID_PLANE = 2.5;

  private static final int MAX_SWEEPS = 1000;
  private static final double MEDIAN_VOLUME = 2700;
  private static final double LOG_VOLUME_STD = 0.7;
  private static final double CA1_VOLUME = 5000;

  private static final int POSITIONS = 0;
  private static final int VOLUMES = 1;

  private MouseGeometry() {}

  /** [region][x y z] of the right hemisphere, then mirrored of the left. */
  static double[][] centres(Draws draws, long seed) {
    List<MouseAtlas.Region> regions = MouseAtlas.REGIONS;
    int n = regions.size();
    double[][] right = new double[n][];
    for (int region = 0; region < n; region++) {
      MouseAtlas.Region atlas = regions.get(region);
      double[] jitter = draws.normals(seed, POSITIONS, region, 3);
      right[region] =
          new double[] {
            MID_PLANE - VOXELS_PER_MM * atlas.lateral() + clipped(jitter[0]),
            BREGMA - VOXELS_PER_MM * atlas.anterior() + clipped(jitter[1]),
            TOP - VOXELS_PER_MM * atlas.depth() + clipped(jitter[2])
          };
    }
    spread(right);
    double[][] centres = new double[2 * n][];
    for (int region = 0; region < n; region++) {
      double[] centre = right[region];
      for (int axis = 0; axis < 3; axis++) {
        // To 1 um, so that the last bit of a platform's logarithm cannot show.
        centre[axis] = Math.rint(100 * centre[axis]) / 100;
      }
      centres[region] = centre;
      centres[n + region] = new double[] {2 * MID_PLANE - centre[0], centre[1], centre[2]};
    }
    return centres;
  }

  /** Euclidean distances, [region][region]. */
  static double[][] distances(double[][] centres) {
    double[][] distances = new double[centres.length][centres.length];
    for (int a = 0; a < centres.length; a++) {
      for (int b = 0; b < a; b++) {
        distances[a][b] = distance(centres[a], centres[b]);
        distances[b][a] = distances[a][b];
      }
    }
    return distances;
  }

  /** Volumes in voxels, log-normal, the same on both sides. */
  static double[] volumes(Draws draws, long seed) {
    int n = MouseAtlas.REGIONS.size();
    double[] volumes = new double[2 * n];
    for (int region = 0; region < n; region++) {
      double score = draws.normals(seed, VOLUMES, region, 1)[0];
      double volume =
          region == MouseAtlas.CA1
              ? CA1_VOLUME
              : Math.rint(MEDIAN_VOLUME * StrictMath.exp(LOG_VOLUME_STD * score));
      volumes[region] = volume;
      volumes[n + region] = volume;
    }
    return volumes;
  }

  /** Moves centres that are too close apart, along the line between them, until none is. */
  private static void spread(double[][] centres) {
    boolean moved = true;
    for (int sweep = 0; moved && sweep < MAX_SWEEPS; sweep++) {
      moved = false;
      for (int a = 0; a < centres.length; a++) {
        centres[a][0] = Math.min(centres[a][0], MID_PLANE - OFF_MID_PLANE);
        for (int b = 0; b < a; b++) {
          boolean atCa1 = a == MouseAtlas.CA1 || b == MouseAtlas.CA1;
          moved |= separate(centres[a], centres[b], atCa1 ? SPACING_OF_CA1 : SPACING);
        }
      }
    }
  }

  private static boolean separate(double[] a, double[] b, double spacing) {
    double distance = distance(a, b);
    if (distance >= spacing - 1e-6) {
      return false;
    }
    for (int axis = 0; axis < 3; axis++) {
      double shift = (spacing - distance) / distance / 2 * (a[axis] - b[axis]);
      a[axis] += shift;
      b[axis] -= shift;
    }
    return true;
  }

  private static double clipped(double score) {
    return JITTER * Math.clamp(score, -2, 2);
  }

  private static double distance(double[] a, double[] b) {
    double x = a[0] - b[0];
    double y = a[1] - b[1];
    double z = a[2] - b[2];
    return Math.sqrt(x * x + y * y + z * z);
  }
}
