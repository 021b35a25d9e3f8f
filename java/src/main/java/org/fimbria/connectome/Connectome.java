package org.fimbria.connectome;

import java.util.List;

/**
 * Regions of a brain and the tracts between them, as weights and lengths.
 *
 * <p>Orientation is fixed here whatever the file had: row = target, column = source.
 *
 * @param labels names of the regions, unique
 * @param weights [target][source] >= 0, normalised as the experiment asks, zero diagonal
 * @param tract_lengths [target][source] mm, symmetric
 * @param centres [region][x y z]
 * @param cortical per region
 * @param right per region, whether it lies in the right hemisphere
 * @param volumes per region, voxels
 */
public record Connectome(
    List<String> labels,
    double[][] weights,
    double[][] tract_lengths,
    double[][] centres,
    boolean[] cortical,
    boolean[] right,
    double[] volumes) {

  /** Number of regions. */
  public int size() {
    return labels.size();
  }

  /**
   * Delays in steps: rint(length / speed / dt), TVB's convention.
   *
   * <p>0 steps, for a length of less than half a step's way or an infinite speed, is the state at
   * the start of the step; no tract to or from a spiking region may be so short.
   */
  public int[][] delaySteps(double conductionSpeed, double dtMs) {
    int n = size();
    int[][] steps = new int[n][n];
    for (int target = 0; target < n; target++) {
      for (int source = 0; source < n; source++) {
        steps[target][source] =
            (int) Math.rint(tract_lengths[target][source] / conductionSpeed / dtMs);
      }
    }
    return steps;
  }
}
