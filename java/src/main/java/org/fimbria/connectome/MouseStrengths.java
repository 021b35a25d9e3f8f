package org.fimbria.connectome;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much each region of the built-in mouse brain sends.
 *
 * @param scores [region] standard normal: which region's tracts are strong on the whole
 * @param sums [region] sum of a source's outgoing weights where every region receives 1; mean 1
 */
record MouseStrengths(double[] scores, double[] sums) {
  private static final int STRENGTHS = 5;
  private static final double WEAKEST = 0.36;
  private static final double STRONGEST = 2.1;

  /** CA1 sends a little more than the average. */
  private static final double CA1_SUM = 1.17;

  /**
   * Sums evenly spaced on a logarithmic scale, given out in the order of score + tendency of the
   * division; CA1 takes the one next to its own.
   */
  static MouseStrengths generate(Draws draws, long seed) {
    int n = MouseAtlas.REGIONS.size();
    double[] scores = new double[n];
    Arrays.setAll(scores, region -> draws.normals(seed, STRENGTHS, region, 1)[0]);
    int[] weakestFirst =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(region -> scores[region] + tendency(region)))
            .mapToInt(region -> region)
            .toArray();
    double[] sums = new double[n];
    for (int rank = 0; rank < n; rank++) {
      sums[weakestFirst[rank]] = WEAKEST * StrictMath.pow(STRONGEST / WEAKEST, rank / (n - 1.0));
    }
    int likeCa1 =
        IntStream.range(0, n)
            .boxed()
            .min(Comparator.comparingDouble(region -> Math.abs(sums[region] - CA1_SUM)))
            .orElseThrow();
    double previous = sums[MouseAtlas.CA1];
    sums[MouseAtlas.CA1] = sums[likeCa1];
    sums[likeCa1] = previous;
    double mean = Arrays.stream(sums).sum() / n;
    Arrays.setAll(sums, region -> sums[region] / mean);
    return new MouseStrengths(scores, sums);
  }

  private static double tendency(int region) {
    return MouseAtlas.REGIONS.get(region).division().sending;
  }
}
