package org.fimbria.connectome;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which tracts of the built-in mouse brain are strong: the logarithm of their weights but for
 * scale.
 *
 * <p>Log-normal about an exponential fall with distance d (Oh et al. 2014, doi
 * 10.1038/nature13186), stronger between a region and its image,
 *
 * <pre>
 *   same side:   g = -d / 12                       + 1.6 z + 0.5 z_source
 *   other side:  g = -d / 17 - 2.6 (+ 1.2 if s = t) + 1.6 z + 0.5 z_source
 * </pre>
 *
 * where d (voxels) leads to the target or to its image on the source's side, and z is standard
 * normal, correlated with the way back (0.5) and between both sides (0.6).
 */
final class MouseTracts {
  private static final int N = MouseAtlas.REGIONS.size();

  private static final double DECAY_LENGTH = 12;
  private static final double DECAY_LENGTH_ACROSS = 17;
  private static final double ACROSS = -2.6;
  private static final double HOMOTOPIC = 1.2;
  private static final double NOISE = 1.6;
  private static final double SENDER = 0.5;
  private static final double RECIPROCITY = 0.5;
  private static final double SYMMETRY = 0.6;

  /** Tracts from each hemisphere to the other that are too weak to be seen. */
  private static final int ABSENT = 9;

  private static final int OWN = 2;
  private static final int SHARED = 3;
  private static final int ACROSS_OWN = 4;

  private MouseTracts() {}

  /**
   * g of the tracts that leave the right hemisphere.
   *
   * @param distances [region][region], right hemisphere first
   * @param senders z_source of each region
   * @return [source * 2 n + target], minus infinity where there is no tract
   */
  static double[] generate(Draws draws, long seed, double[][] distances, double[] senders) {
    double[] g = new double[N * 2 * N];
    double[][] shared = new double[N][];
    Arrays.setAll(shared, region -> draws.normals(seed, SHARED, region, N));
    for (int s = 0; s < N; s++) {
      double[] own = draws.normals(seed, OWN, s, N);
      double[] across = draws.normals(seed, ACROSS_OWN, s, N);
      for (int t = 0; t < N; t++) {
        double d = distances[s][t];
        double both = shared[Math.min(s, t)][Math.max(s, t)];
        double here = correlated(Math.sqrt(RECIPROCITY), both, own[t]);
        double there = s == t ? across[t] : correlated(SYMMETRY, here, across[t]);
        double sender = SENDER * senders[s];
        double image = ACROSS + (s == t ? HOMOTOPIC : 0);
        g[s * 2 * N + t] =
            s == t ? Double.NEGATIVE_INFINITY : -d / DECAY_LENGTH + NOISE * here + sender;
        g[s * 2 * N + N + t] = -d / DECAY_LENGTH_ACROSS + image + NOISE * there + sender;
      }
    }
    return withoutWeakestAcross(g);
  }

  /** A standard normal number whose correlation with the first is {@code r}. */
  private static double correlated(double r, double first, double second) {
    return r * first + Math.sqrt(1 - r * r) * second;
  }

  private static double[] withoutWeakestAcross(double[] g) {
    IntStream.range(0, g.length)
        .filter(tract -> tract % (2 * N) >= N)
        .boxed()
        .sorted(Comparator.comparingDouble(tract -> g[tract]))
        .limit(ABSENT)
        .toList()
        .forEach(tract -> g[tract] = Double.NEGATIVE_INFINITY);
    return g;
  }
}
