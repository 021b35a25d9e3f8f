package org.fimbria.neuralmass;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.natives.NeuralMassEngine.Integrator;

/**
 * Regions with noise, all of them coupled, that can be integrated whole or in parts.
 *
 * @param weights [target][source]
 * @param delaySteps [target][source]
 */
record TestBrain(String model, double[][] weights, int[][] delaySteps) {
  static final double DT_MS = 0.1;
  private static final int MOST_STEPS = 100;

  /** A brain whose delays lie irregularly between the shortest and the longest. */
  static TestBrain of(String model, int regions, double shortestMs, double longestMs) {
    double strength = model.equals("wilson_cowan") ? 8 : 0.4;
    int shortest = steps(shortestMs);
    int range = steps(longestMs) - shortest + 1;
    double[][] weights = new double[regions][regions];
    int[][] delays = new int[regions][regions];
    for (int target = 0; target < regions; target++) {
      for (int source = 0; source < regions; source++) {
        weights[target][source] = strength * (1 + (3 * target + 5 * source) % 4) / regions;
        delays[target][source] = shortest + (7 * target + 3 * source) % range;
      }
    }
    // The ends of the range join different regions.
    delays[0][1] = shortest;
    delays[1][0] = shortest + range - 1;
    return new TestBrain(model, weights, delays);
  }

  static int steps(double ms) {
    return (int) Math.round(ms / DT_MS);
  }

  int regions() {
    return weights.length;
  }

  /** An engine that integrates all but the proxies. */
  NeuralMassEngine engine(int... proxies) {
    List<ModelTables.Row> variables = ModelTables.massVariables(model);
    double[][] initial = new double[variables.size()][regions()];
    double[] noise = new double[variables.size()];
    for (int v = 0; v < variables.size(); v++) {
      for (int region = 0; region < regions(); region++) {
        initial[v][region] = variables.get(v).defaultValue() + 0.002 * (region % 7);
      }
      boolean carriesNoise = variables.size() == 2 || variables.get(v).symbol().equals("xi");
      noise[v] = !carriesNoise ? 0 : variables.size() == 2 ? 1e-3 : 1;
    }
    double[] params =
        ModelTables.massParameters(model).stream()
            .mapToDouble(ModelTables.Row::defaultValue)
            .toArray();
    return new NeuralMassEngine(
        new NeuralMassEngine.Config(
            3,
            DT_MS,
            model,
            Integrator.HEUN,
            params,
            weights,
            delaySteps,
            initial,
            noise,
            proxies,
            List.of(),
            MOST_STEPS));
  }

  /** The whole in one engine: state after each step. */
  double[][] run(int steps) {
    double[][] states = new double[steps][];
    try (NeuralMassEngine engine = engine()) {
      for (int step = 0; step < steps; step++) {
        engine.advance(1);
        states[step] = engine.state();
      }
    }
    return states;
  }

  /** One engine whose proxies get, epoch by epoch, the rates of these states. */
  double[][] runFed(double[][] rates, int stepsPerEpoch, int... proxies) {
    double[][] states = new double[rates.length][];
    try (NeuralMassEngine engine = engine(proxies)) {
      for (int first = 0; first < rates.length; first += stepsPerEpoch) {
        int count = Math.min(stepsPerEpoch, rates.length - first);
        for (int step = first; step < first + count; step++) {
          engine.advance(1);
          states[step] = engine.state();
        }
        for (int proxy : proxies) {
          engine.setProxy(proxy, first, count, rateOf(proxy, rates, first, count));
        }
      }
    }
    return states;
  }

  /**
   * Engines that each integrate their part and are proxies of one another, joined to one state.
   *
   * @param parts regions of each engine
   */
  double[][] runDivided(List<int[]> parts, int stepsPerEpoch, int steps) {
    List<NeuralMassEngine> engines = parts.stream().map(part -> engine(others(part))).toList();
    double[][] states = new double[steps][];
    for (int first = 0; first < steps; first += stepsPerEpoch) {
      int count = Math.min(stepsPerEpoch, steps - first);
      for (int e = 0; e < engines.size(); e++) {
        for (int step = first; step < first + count; step++) {
          engines.get(e).advance(1);
          states[step] = joined(states[step], engines.get(e).state(), parts.get(e));
        }
      }
      for (int e = 0; e < engines.size(); e++) {
        for (int proxy : others(parts.get(e))) {
          engines.get(e).setProxy(proxy, first, count, rateOf(proxy, states, first, count));
        }
      }
    }
    engines.forEach(NeuralMassEngine::close);
    return states;
  }

  /** All regions but these. */
  int[] others(int... part) {
    return IntStream.range(0, regions())
        .filter(region -> Arrays.stream(part).noneMatch(own -> own == region))
        .toArray();
  }

  /** E, the first variable, of a region at the ends of consecutive steps. */
  static double[] rateOf(int region, double[][] states, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToDouble(step -> states[step][region])
        .toArray();
  }

  private double[] joined(double[] whole, double[] own, int[] part) {
    double[] result = whole == null ? own.clone() : whole;
    for (int at = 0; at < own.length; at += regions()) {
      for (int region : part) {
        result[at + region] = own[at + region];
      }
    }
    return result;
  }

  /** First step after which the states of these regions differ in a bit; -1: none. */
  int firstDifference(double[][] a, double[][] b, int... compared) {
    for (int step = 0; step < Math.max(a.length, b.length); step++) {
      for (int at = 0; at < a[step].length; at += regions()) {
        for (int region : compared) {
          if (Double.doubleToRawLongBits(a[step][at + region])
              != Double.doubleToRawLongBits(b[step][at + region])) {
            return step;
          }
        }
      }
    }
    return -1;
  }
}
