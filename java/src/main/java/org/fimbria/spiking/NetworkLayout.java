package org.fimbria.spiking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.Experiment.BetweenRegionsSpec;
import org.fimbria.experiment.Experiment.MembraneSpec;
import org.fimbria.experiment.Experiment.PopulationSpec;
import org.fimbria.experiment.Experiment.ProjectionSpec;
import org.fimbria.experiment.Experiment.Share;
import org.fimbria.experiment.Experiment.SpikingSpec;
import org.fimbria.experiment.Experiment.Through;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.SpikingEngine.Population;
import org.fimbria.natives.SpikingEngine.Projection;
import org.fimbria.natives.SpikingEngine.Rule;
import org.fimbria.natives.SpikingEngine.Variable;
import org.fimbria.spiking.SpikingNetwork.Input;
import org.fimbria.spiking.SpikingNetwork.NamedPopulation;
import org.fimbria.spiking.SpikingNetwork.Recorder;
import org.fimbria.spiking.SpikingNetwork.Region;

/** Lays out one experiment's spiking network, region by region. */
final class NetworkLayout {
  private final Experiment experiment;
  private final SpikingSpec spec;
  private final Connectome connectome;
  private final int[][] delaySteps;
  private final List<Region> regions = new ArrayList<>();
  private final List<NamedPopulation> populations = new ArrayList<>();
  private final List<Projection> projections = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();
  private final List<Recorder> recorders = new ArrayList<>();

  NetworkLayout(Experiment experiment, Connectome connectome) {
    this.experiment = experiment;
    this.connectome = connectome;
    spec = experiment.spiking();
    delaySteps =
        connectome.delaySteps(experiment.connectome().conduction_speed(), experiment.dtMs());
  }

  SpikingNetwork build() {
    spec.regions().forEach(this::addRegion);
    for (Region region : regions) {
      spec.projections().forEach(projection -> addProjection(region, projection));
    }
    if (spec.between_regions().through() != Through.BRAIN) {
      regions.forEach(this::addProjectionsFromOtherRegions);
    }
    return new SpikingNetwork(
        List.copyOf(regions),
        List.copyOf(populations),
        List.copyOf(projections),
        List.copyOf(inputs),
        List.copyOf(recorders));
  }

  private void addRegion(String label) {
    int first = populations.size();
    List<Long> sizes = List.of((long) spec.excitatory(), (long) spec.inhibitory());
    for (int i = 0; i < SpikingNetwork.POPULATIONS_PER_REGION; i++) {
      PopulationSpec population = spec.populations().get(i);
      populations.add(
          new NamedPopulation(
              label + "_" + population.name(), population(population, sizes.get(i))));
    }
    regions.add(new Region(label, connectome.labels().indexOf(label), first, sizes));
    double weight = experiment.transfer().rates_to_spikes().weight();
    inputs.add(new Input(first, SpikingNetwork.POPULATIONS_PER_REGION, weight));
    for (MembraneSpec recorded : experiment.record().membrane()) {
      int within = indexOf(recorded.population());
      recorders.add(
          new Recorder(
              first + within,
              (int) Math.min(recorded.neurons(), sizes.get(within)),
              recorded.variables().stream().map(Variable::valueOf).toList(),
              steps(recorded.intervalMs())));
    }
  }

  private Population population(PopulationSpec population, long size) {
    return new Population(
        size,
        inTableOrder(population.params()),
        population.V_m().mean(),
        population.V_m().std(),
        population.w().mean(),
        population.w().std(),
        population.poisson().rate_hz(),
        population.poisson().weight(),
        steps(population.poisson().delayMs()),
        spec.spike_times());
  }

  private void addProjection(Region region, ProjectionSpec projection) {
    for (String target : projection.targets()) {
      projections.add(
          new Projection(
              region.firstPopulation() + indexOf(projection.source()),
              region.firstPopulation() + indexOf(target),
              projection.rule(),
              projection.number(),
              projection.weight(),
              steps(projection.delayMs()),
              projection.autapses(),
              projection.multapses(),
              projections.size()));
    }
  }

  /** Long-range synapses: {@code synapses} per neuron, shared among the tracts by weight. */
  private void addProjectionsFromOtherRegions(Region target) {
    BetweenRegionsSpec between = spec.between_regions();
    double[] weights = connectome.weights()[target.index()];
    double whole =
        between.share() == Share.CONNECTOME
            ? 1
            : regions.stream().mapToDouble(region -> weights[region.index()]).sum();
    for (Region source : regions) {
      double perNeuron = between.synapses() * weights[source.index()] / whole;
      if (source.equals(target) || !(perNeuron > 0)) {
        continue;
      }
      for (int i = 0; i < SpikingNetwork.POPULATIONS_PER_REGION; i++) {
        projections.add(
            new Projection(
                source.firstPopulation(),
                target.firstPopulation() + i,
                Rule.FIXED_TOTAL_NUMBER,
                Math.rint(perNeuron * target.sizes().get(i)),
                between.weight(),
                delaySteps(between, source, target),
                true,
                true,
                projections.size()));
      }
    }
  }

  private int delaySteps(BetweenRegionsSpec between, Region source, Region target) {
    return between.delayMs().isPresent()
        ? steps(between.delayMs().getAsDouble())
        : Math.max(1, delaySteps[target.index()][source.index()]);
  }

  private int indexOf(String population) {
    for (int i = 0; i < SpikingNetwork.POPULATIONS_PER_REGION; i++) {
      if (spec.populations().get(i).name().equals(population)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no population " + population);
  }

  private int steps(double ms) {
    return Math.toIntExact(Math.round(ms / experiment.dtMs()));
  }

  private static double[] inTableOrder(Map<String, Double> params) {
    return ModelTables.aeifParameters().stream()
        .mapToDouble(row -> params.getOrDefault(row.symbol(), row.defaultValue()))
        .toArray();
  }
}
