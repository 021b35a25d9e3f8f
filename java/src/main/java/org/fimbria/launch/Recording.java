package org.fimbria.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Sinks;

/** The files of a run and the mean rates that are taken on the way to them. */
final class Recording {
  private final CoSimulationPlan plan;
  private final SpikeMeter spikes;
  private final RateMeter rates;

  private Recording(CoSimulationPlan plan) {
    this.plan = plan;
    spikes = new SpikeMeter(plan.network().populations().size());
    rates = new RateMeter(plan.brain().variables().size(), plan.connectome().size());
  }

  static Recording open(RunDirectory directory, CoSimulationPlan plan) {
    return new Recording(plan);
  }

  Sinks sinks() {
    return new Sinks(Optional.of(spikes), List.of(), Optional.of(rates));
  }

  /** Mean rate of each population and of the brain's excitatory populations, Hz, by name. */
  Map<String, Double> meanRates(double simulatedMs) {
    Map<String, Double> means = new LinkedHashMap<>();
    if (simulatedMs == 0) {
      return means;
    }
    for (int i = 0; i < plan.network().populations().size(); i++) {
      var population = plan.network().populations().get(i);
      double neuronSeconds = population.population().size() * simulatedMs * 1e-3;
      means.put(population.name(), spikes.count(i) / neuronSeconds);
    }
    means.put("whole brain (mean over regions)", rates.meanHz());
    return means;
  }

  String hash() {
    return "";
  }
}
