package org.fimbria.neuralmass;

import java.util.List;
import java.util.Map;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.Experiment.NeuralMassSpec;
import org.fimbria.experiment.Experiment.Through;
import org.fimbria.experiment.Experiment.Uniform;
import org.fimbria.experiment.NativeModels;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.natives.Random;

/**
 * The whole-brain model of an experiment, laid out as the engine wants it.
 *
 * @param model name among the engine's models
 * @param variables state variables in the engine's order
 * @param weights [target][source]
 * @param delay_steps [target][source]
 * @param proxies regions integrated by the spiking network, ascending
 */
public record WholeBrain(
    String model,
    List<ModelTables.Row> variables,
    double[][] weights,
    int[][] delay_steps,
    int[] proxies,
    NeuralMassSpec spec) {

  /** First stream index of initial states; the indices below belong to the spiking populations. */
  private static final int FIRST_STREAM = 1 << 23;

  /** Lays out an experiment's brain. */
  public static WholeBrain of(Experiment experiment, Connectome connectome) {
    NeuralMassSpec spec = experiment.neuralmass();
    String model = NativeModels.engineName(spec.model(), spec.order());
    int[] proxies =
        experiment.spiking().regions().stream()
            .mapToInt(connectome.labels()::indexOf)
            .sorted()
            .toArray();
    return new WholeBrain(
        model,
        ModelTables.massVariables(model),
        weights(experiment, connectome, proxies),
        connectome.delaySteps(experiment.connectome().conduction_speed(), experiment.dtMs()),
        proxies,
        spec);
  }

  /** Makes the engine at time 0. */
  public NeuralMassEngine engine(
      long seed, double dtMs, List<NeuralMassEngine.Monitor> monitors, int maxSteps) {
    double[] params =
        ModelTables.massParameters(model).stream()
            .mapToDouble(row -> spec.params().getOrDefault(row.symbol(), row.defaultValue()))
            .toArray();
    double[] noise =
        variables.stream()
            .mapToDouble(variable -> spec.noise().getOrDefault(variable.symbol(), 0.0))
            .toArray();
    return new NeuralMassEngine(
        new NeuralMassEngine.Config(
            seed,
            dtMs,
            model,
            spec.integrator(),
            params,
            weights,
            delay_steps,
            initial(seed),
            noise,
            proxies,
            monitors,
            maxSteps));
  }

  private double[][] initial(long seed) {
    int regions = weights.length;
    Map<String, Uniform> ranges = spec.initial();
    double[][] initial = new double[variables.size()][regions];
    for (int variable = 0; variable < initial.length; variable++) {
      ModelTables.Row row = variables.get(variable);
      Uniform constant = new Uniform(row.defaultValue(), row.defaultValue());
      Uniform range = ranges.getOrDefault(row.symbol(), constant);
      for (int region = 0; region < regions; region++) {
        int stream = Random.INITIAL_STATE + FIRST_STREAM + variable;
        double u = Random.uniforms(seed, stream, region, 0, 0, 1)[0];
        initial[variable][region] = range.low() + u * (range.high() - range.low());
      }
    }
    return initial;
  }

  /**
   * Where direct synapses carry the spikes between spiking regions, their tracts leave the
   * coupling.
   */
  private static double[][] weights(Experiment experiment, Connectome connectome, int[] proxies) {
    double[][] weights = connectome.weights();
    if (experiment.spiking().between_regions().through() != Through.SPIKING) {
      return weights;
    }
    double[][] reduced = new double[weights.length][];
    for (int target = 0; target < weights.length; target++) {
      reduced[target] = weights[target].clone();
    }
    for (int target : proxies) {
      for (int source : proxies) {
        reduced[target][source] = 0;
      }
    }
    return reduced;
  }
}
