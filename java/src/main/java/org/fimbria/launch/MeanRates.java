package org.fimbria.launch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fimbria.cosim.CoSimulationPlan;

/** Mean rate of each population and of the brain's excitatory populations, Hz, by name. */
final class MeanRates {
  private MeanRates() {}

  static Map<String, Double> of(
      CoSimulationPlan plan, double simulatedMs, Collection<Outcome> outcomes) {
    Map<String, Double> means = new LinkedHashMap<>();
    if (simulatedMs == 0) {
      return means;
    }
    for (Outcome outcome : outcomes) {
      for (int i = 0; i < outcome.spikeCounts().length; i++) {
        var population = plan.network().populations().get(i);
        double neuronSeconds = population.population().size() * simulatedMs * 1e-3;
        means.put(population.name(), outcome.spikeCounts()[i] / neuronSeconds);
      }
    }
    outcomes.stream()
        .mapToDouble(Outcome::brainHz)
        .filter(Double::isFinite)
        .forEach(mean -> means.put("whole brain, mean over regions", mean));
    return means;
  }
}
