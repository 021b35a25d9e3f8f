package org.fimbria.check;

import java.util.List;

/** Pearson's correlation of the spike counts of every pair of neurons. */
final class Correlation {
  private Correlation() {}

  /** Correlations of the pairs (0, 1), (0, 2), ..., (1, 2), ...; stamps in steps from 1. */
  static double[] pairs(List<List<Integer>> trains, int binSteps, int steps) {
    int n = trains.size();
    double[][] counts = new double[n][];
    for (int k = 0; k < n; k++) {
      counts[k] = standardised(trains.get(k), binSteps, steps / binSteps);
    }
    double[] pairs = new double[n * (n - 1) / 2];
    int pair = 0;
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        double sum = 0;
        for (int bin = 0; bin < counts[a].length; bin++) {
          sum += counts[a][bin] * counts[b][bin];
        }
        pairs[pair++] = sum;
      }
    }
    return pairs;
  }

  /** Counts of a train without their mean and of norm 1. */
  private static double[] standardised(List<Integer> train, int binSteps, int bins) {
    double[] counts = new double[bins];
    train.stream()
        .filter(stamp -> (stamp - 1) / binSteps < bins)
        .forEach(stamp -> counts[(stamp - 1) / binSteps]++);
    double mean = (double) train.size() / bins;
    double squares = 0;
    for (int bin = 0; bin < bins; bin++) {
      counts[bin] -= mean;
      squares += counts[bin] * counts[bin];
    }
    for (int bin = 0; bin < bins; bin++) {
      counts[bin] /= Math.sqrt(squares);
    }
    return counts;
  }
}
