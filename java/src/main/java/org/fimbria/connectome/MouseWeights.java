package org.fimbria.connectome;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sizes of the tracts of the built-in mouse brain.
 *
 * <p>Two things are given: the distribution of weights that tracing found in the mouse, and what
 * each region sends and receives in all. Alternately the tracts, in their order, take the quantiles
 * of that distribution, and rows and columns are scaled to their sums (iterative proportional
 * fitting: Deming and Stephan 1940, doi 10.1214/aoms/1177731829). The last scaling makes every
 * region receive exactly 1.
 */
final class MouseWeights {
  private static final int N = MouseAtlas.REGIONS.size();

  /** Fractions of the tracts that are weaker than the size at the same place. */
  private static final double[] FRACTIONS = {1e-4, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1 - 1e-4};

  private static final double[] SIZES = {5e-8, 1.9e-5, 1.5e-4, 8.5e-4, 7.7e-3, 0.052, 0.14, 0.37};

  private static final int ROUNDS = 6;
  private static final int SWEEPS = 40;

  /** A source of CA1 and its share in what CA1 receives. */
  private record Afferent(String name, boolean otherSide, double share) {}

  /** Two thirds of what CA1 receives are known by name. */
  private static final List<Afferent> CA1_AFFERENTS =
      List.of(
          new Afferent("Field_CA3", false, 0.18),
          new Afferent("Field_CA3", true, 0.10),
          new Afferent("Subiculum", false, 0.09),
          new Afferent("Entorhinal_area_lateral_part", false, 0.09),
          new Afferent("Dentate_gyrus", false, 0.06),
          new Afferent("Perirhinal_area", false, 0.055),
          new Afferent("Entorhinal_area_medial_part_dorsal_zone", false, 0.05),
          new Afferent("Ectorhinal_area", false, 0.045),
          new Afferent("Field_CA1", true, 0.028));

  private MouseWeights() {}

  /**
   * Weights of all tracts; each column sums to 1.
   *
   * @param tracts logarithms of the weights but for scale, changed; as {@link MouseTracts} has them
   * @param outgoing sum of each row, mean 1; kept within a few per cent, since CA1's afferents are
   *     set after scaling
   * @return [source][target], right hemisphere first, mirrored
   */
  static double[][] generate(double[] tracts, double[] outgoing) {
    double[][] weights = new double[N][2 * N];
    for (int round = 0; round < ROUNDS; round++) {
      takeSizes(tracts, weights);
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        scaleSources(weights, outgoing);
        scaleTargets(weights);
      }
      for (int tract = 0; tract < tracts.length; tract++) {
        tracts[tract] = StrictMath.log(weights[tract / (2 * N)][tract % (2 * N)]);
      }
    }
    setAfferents(weights);
    return mirrored(weights);
  }

  /** Gives the weakest tract the smallest size, and so on. */
  private static void takeSizes(double[] tracts, double[][] weights) {
    int[] weakestFirst =
        IntStream.range(0, tracts.length)
            .filter(tract -> tracts[tract] > Double.NEGATIVE_INFINITY)
            .boxed()
            .sorted(Comparator.comparingDouble(tract -> tracts[tract]))
            .mapToInt(tract -> tract)
            .toArray();
    for (int rank = 0; rank < weakestFirst.length; rank++) {
      int tract = weakestFirst[rank];
      weights[tract / (2 * N)][tract % (2 * N)] = size((rank + 0.5) / weakestFirst.length);
    }
  }

  /** Quantile of the weights: log w is linear in log(f / (1 - f)) between the known ones. */
  private static double size(double fraction) {
    int upper = 1;
    while (upper < FRACTIONS.length - 1 && fraction > FRACTIONS[upper]) {
      upper++;
    }
    double low = logit(FRACTIONS[upper - 1]);
    double place = (logit(fraction) - low) / (logit(FRACTIONS[upper]) - low);
    double logLow = StrictMath.log(SIZES[upper - 1]);
    return StrictMath.exp(logLow + place * (StrictMath.log(SIZES[upper]) - logLow));
  }

  private static double logit(double fraction) {
    return StrictMath.log(fraction / (1 - fraction));
  }

  private static void scaleSources(double[][] weights, double[] outgoing) {
    for (int source = 0; source < N; source++) {
      double sum = 0;
      for (double weight : weights[source]) {
        sum += weight;
      }
      for (int target = 0; target < 2 * N; target++) {
        weights[source][target] *= outgoing[source] / sum;
      }
    }
  }

  /** What a region receives comes from its own side and, by the mirror, from the other one. */
  private static void scaleTargets(double[][] weights) {
    for (int target = 0; target < N; target++) {
      double sum = 0;
      for (double[] row : weights) {
        sum += row[target] + row[N + target];
      }
      scaleColumn(weights, target, 1 / sum);
    }
  }

  private static void scaleColumn(double[][] weights, int target, double factor) {
    for (double[] row : weights) {
      row[target] *= factor;
      row[N + target] *= factor;
    }
  }

  /** Sets CA1's known afferents and scales the others to the rest. */
  private static void setAfferents(double[][] weights) {
    double known = 0;
    for (Afferent afferent : CA1_AFFERENTS) {
      weights[MouseAtlas.index(afferent.name)][column(afferent)] = 0;
      known += afferent.share;
    }
    double others = 0;
    for (double[] row : weights) {
      others += row[MouseAtlas.CA1] + row[N + MouseAtlas.CA1];
    }
    scaleColumn(weights, MouseAtlas.CA1, (1 - known) / others);
    for (Afferent afferent : CA1_AFFERENTS) {
      weights[MouseAtlas.index(afferent.name)][column(afferent)] = afferent.share;
    }
  }

  private static int column(Afferent afferent) {
    return MouseAtlas.CA1 + (afferent.otherSide ? N : 0);
  }

  private static double[][] mirrored(double[][] fromRight) {
    double[][] weights = new double[2 * N][2 * N];
    for (int source = 0; source < N; source++) {
      for (int target = 0; target < 2 * N; target++) {
        weights[source][target] = fromRight[source][target];
        weights[N + source][(N + target) % (2 * N)] = fromRight[source][target];
      }
    }
    return weights;
  }
}
