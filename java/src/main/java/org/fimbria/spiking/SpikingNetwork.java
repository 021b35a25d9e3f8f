package org.fimbria.spiking;

import java.util.List;
import java.util.Optional;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.Experiment;
import org.fimbria.natives.SpikeExchange;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.natives.SpikingEngine.Population;
import org.fimbria.natives.SpikingEngine.Projection;
import org.fimbria.natives.SpikingEngine.Variable;

/**
 * The spiking network of an experiment, laid out as the engine wants it: populations, projections,
 * input ports and recorders by index.
 *
 * @param regions the spiking regions in region order
 * @param populations excitatory and inhibitory of the first region, then of the second, ...
 */
public record SpikingNetwork(
    List<Region> regions,
    List<NamedPopulation> populations,
    List<Projection> projections,
    List<Input> inputs,
    List<Recorder> recorders) {

  /** Populations of a region: excitatory, inhibitory. */
  public static final int POPULATIONS_PER_REGION = 2;

  /**
   * A spiking region.
   *
   * @param index in the connectome
   * @param firstPopulation index of its excitatory population
   * @param sizes neurons of its populations
   */
  public record Region(String label, int index, int firstPopulation, List<Long> sizes) {}

  /** A population with its name in the record, {@code <region>_<population>}. */
  public record NamedPopulation(String name, Population population) {}

  /** The port through which a region's long-range trains come in. */
  public record Input(int firstPopulation, int populations, double weight) {}

  /** A recorder of state variables of the first {@code neurons} neurons of a population. */
  public record Recorder(
      int population, int neurons, List<Variable> variables, int intervalSteps) {}

  /** Lays out an experiment's network. */
  public static SpikingNetwork of(Experiment experiment, Connectome connectome) {
    return new NetworkLayout(experiment, connectome).build();
  }

  /** Neurons of all populations. */
  public long neurons() {
    return populations.stream().mapToLong(population -> population.population().size()).sum();
  }

  /** Synapses of all projections, as many as their rules draw on average. */
  public long synapses() {
    return Math.round(projections.stream().mapToDouble(this::synapses).sum());
  }

  /** Synapses of a projection, as many as its rule draws on average. */
  public double synapses(Projection projection) {
    double sources = populations.get(projection.source()).population().size();
    double targets = populations.get(projection.target()).population().size();
    return switch (projection.rule()) {
      case FIXED_INDEGREE -> projection.number() * targets;
      case FIXED_TOTAL_NUMBER -> projection.number();
      case PAIRWISE_BERNOULLI -> {
        boolean self = projection.source() == projection.target() && !projection.autapses();
        yield projection.number() * targets * (self ? sources - 1 : sources);
      }
    };
  }

  /** Builds the engine with threads that run where the system wants. */
  public SpikingEngine engine(long seed, double dtMs, int threads, int maxSteps) {
    return engine(seed, dtMs, threads, maxSteps, false, Optional.empty());
  }

  /**
   * Builds the engine: draws connections and initial state.
   *
   * @param bound whether each thread stays on a processor of its own
   * @param exchange with the other ranks that share the network, if any
   */
  public SpikingEngine engine(
      long seed,
      double dtMs,
      int threads,
      int maxSteps,
      boolean bound,
      Optional<SpikeExchange> exchange) {
    SpikingEngine engine = new SpikingEngine(seed, dtMs, threads, maxSteps);
    try {
      if (bound) {
        engine.bindThreads();
      }
      exchange.ifPresent(engine::exchange);
      populations.forEach(population -> engine.addPopulation(population.population()));
      projections.forEach(engine::addProjection);
      inputs.forEach(
          input -> engine.addInput(input.weight(), input.firstPopulation(), input.populations()));
      for (Recorder recorder : recorders) {
        long[] neurons = new long[recorder.neurons()];
        for (int i = 0; i < neurons.length; i++) {
          neurons[i] = i;
        }
        engine.addRecorder(
            recorder.population(),
            neurons,
            recorder.variables().toArray(Variable[]::new),
            recorder.intervalSteps());
      }
      engine.build();
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }
}
