package org.fimbria.check;

import java.util.Arrays;
import org.fimbria.natives.NeuralMassEngine;

/**
 * States of a neural-mass run at chosen steps.
 *
 * @param steps ascending
 * @param states [sample][variable][region]
 */
record Trajectory(int[] steps, double[][][] states) {
  static final int MAX_STEPS = 1000;

  /** Runs from step 0 to each of the steps. */
  static Trajectory of(NeuralMassEngine engine, int regions, int[] steps) {
    double[][][] states = new double[steps.length][][];
    int done = 0;
    for (int k = 0; k < steps.length; k++) {
      while (done < steps[k]) {
        int next = Math.min(MAX_STEPS, steps[k] - done);
        engine.advance(next);
        done += next;
      }
      states[k] = state(engine, regions);
    }
    return new Trajectory(steps, states);
  }

  /** The present state, [variable][region]. */
  static double[][] state(NeuralMassEngine engine, int regions) {
    double[] flat = engine.state();
    double[][] state = new double[flat.length / regions][];
    for (int variable = 0; variable < state.length; variable++) {
      state[variable] = Arrays.copyOfRange(flat, variable * regions, (variable + 1) * regions);
    }
    return state;
  }

  /** [variable][region] at one of the steps. */
  double[][] at(int step) {
    return states[Arrays.binarySearch(steps, step)];
  }

  /** Largest difference of a variable from values [region] at a step. */
  double difference(int step, int variable, double[] expected) {
    double[] actual = at(step)[variable];
    double worst = 0;
    for (int r = 0; r < expected.length; r++) {
      worst = Math.max(worst, Math.abs(actual[r] - expected[r]));
    }
    return worst;
  }
}
