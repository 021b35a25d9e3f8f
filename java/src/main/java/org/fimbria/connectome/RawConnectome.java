package org.fimbria.connectome;

import java.util.List;
import org.fimbria.experiment.Experiment.Normalise;
import org.fimbria.experiment.Experiment.Rows;

/**
 * A connectome as its source has it: raw weights, no word yet on what a row is.
 *
 * @param labels names of the regions
 * @param weights [row][column] >= 0, zero diagonal
 * @param tract_lengths [row][column] mm, symmetric, zero diagonal
 * @param centres [region][x y z]
 * @param cortical per region
 * @param right per region
 * @param volumes per region, voxels
 */
record RawConnectome(
    List<String> labels,
    double[][] weights,
    double[][] tract_lengths,
    double[][] centres,
    boolean[] cortical,
    boolean[] right,
    double[] volumes) {

  /**
   * Weights as [target][source], normalised.
   *
   * <p>{@code INCOMING}: w[t][s] = raw[t][s] / sum over s of raw[t][s]; {@code OUTGOING}: w[t][s] =
   * raw[t][s] / sum over t of raw[t][s]. Sums run in region order. A region without any weight to
   * share out cannot be normalised: a problem told.
   */
  Connectome oriented(Rows rows, Normalise normalise, Problems problems) {
    boolean transpose = rows == Rows.SOURCES;
    double[][] oriented = transpose ? transposed(weights) : copied(weights);
    switch (normalise) {
      case INCOMING -> normaliseRows(oriented, "incoming", problems);
      case OUTGOING -> {
        double[][] bySource = transposed(oriented);
        normaliseRows(bySource, "outgoing", problems);
        oriented = transposed(bySource);
      }
      case NONE -> {}
    }
    double[][] lengths = transpose ? transposed(tract_lengths) : copied(tract_lengths);
    return new Connectome(labels, oriented, lengths, centres, cortical, right, volumes);
  }

  private void normaliseRows(double[][] matrix, String direction, Problems problems) {
    for (int row = 0; row < matrix.length; row++) {
      double sum = 0;
      for (double weight : matrix[row]) {
        sum += weight;
      }
      if (!(sum > 0 && Double.isFinite(sum))) {
        problems.add(
            "weights",
            "regions that cannot be normalised",
            "region %d (%s): the sum of %s weights is %s, normalise: %3$s needs it > 0 and finite"
                .formatted(row, labels.get(row), direction, sum));
      }
      for (int column = 0; column < matrix.length; column++) {
        matrix[row][column] /= sum;
      }
    }
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix.length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix.length; column++) {
        result[column][row] = matrix[row][column];
      }
    }
    return result;
  }

  private static double[][] copied(double[][] matrix) {
    return transposed(transposed(matrix));
  }
}
