package org.fimbria.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Sink;
import org.fimbria.cosim.Sinks;
import org.fimbria.experiment.Experiment.RatesSpec;
import org.fimbria.natives.ModelTables;
import org.fimbria.record.MembraneFile;
import org.fimbria.record.RatesFile;
import org.fimbria.record.RecordHash;
import org.fimbria.record.SpikeFile;
import org.fimbria.record.Variable;
import org.fimbria.spiking.SpikingNetwork;

/** The files of a run and the mean rates that are taken on the way to them. */
final class Recording {
  private final CoSimulationPlan plan;
  private final RunDirectory directory;
  private final RecordHash hash = new RecordHash();
  private final int level;
  private final SpikeSink spikes;
  private final List<Sink> membrane;
  private final RateSink rates;

  /** Creates the files that the experiment asks for. */
  Recording(RunDirectory directory, CoSimulationPlan plan) {
    this.plan = plan;
    this.directory = directory;
    level = plan.experiment().record().compression();
    spikes = spikes();
    membrane = membrane();
    rates = rates();
  }

  Sinks sinks() {
    return new Sinks(Optional.of(spikes), membrane, Optional.of(rates));
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
    means.put("whole brain, mean over regions", rates.meanHz());
    return means;
  }

  /** SHA-256 of everything recorded. */
  String hash() {
    return hash.hex();
  }

  private SpikeSink spikes() {
    List<String> names =
        plan.network().populations().stream().map(SpikingNetwork.NamedPopulation::name).toList();
    Optional<SpikeFile> file =
        plan.experiment().record().spikes() && !names.isEmpty()
            ? Optional.of(
                new SpikeFile(
                    directory.file(SpikeFile.NAME), names, plan.epochs().dtMs(), level, hash))
            : Optional.empty();
    return new SpikeSink(names.size(), plan.experiment().spiking().spike_times(), file);
  }

  private List<Sink> membrane() {
    List<MembraneFile.Report> reports = new ArrayList<>();
    for (SpikingNetwork.Recorder recorder : plan.network().recorders()) {
      reports.add(
          new MembraneFile.Report(
              plan.network().populations().get(recorder.population()).name(),
              LongStream.range(0, recorder.neurons()).boxed().toList(),
              recorder.variables().stream()
                  .map(variable -> new Variable(variable.name(), variable.unit()))
                  .toList(),
              recorder.intervalSteps()));
    }
    if (reports.isEmpty()) {
      return List.of();
    }
    MembraneFile file =
        new MembraneFile(
            directory.file(MembraneFile.NAME), reports, plan.epochs().dtMs(), level, hash);
    return IntStream.range(0, reports.size())
        .mapToObj(i -> (Sink) new MembraneSink(file, i, reports.get(i)))
        .toList();
  }

  private RateSink rates() {
    RatesSpec spec = plan.experiment().record().rates();
    List<ModelTables.Row> variables = plan.brain().variables();
    int[] chosen =
        IntStream.range(0, variables.size())
            .filter(i -> spec.variables().contains(variables.get(i).symbol()))
            .toArray();
    Optional<RatesFile> file =
        chosen.length > 0
            ? Optional.of(
                new RatesFile(
                    directory.file(RatesFile.NAME),
                    plan.connectome().labels(),
                    Arrays.stream(plan.brain().proxies()).boxed().collect(Collectors.toSet()),
                    Arrays.stream(chosen)
                        .mapToObj(variables::get)
                        .map(row -> new Variable(row.symbol(), row.unit()))
                        .toList(),
                    spec.intervalMs(),
                    level,
                    hash))
            : Optional.empty();
    return new RateSink(variables.size(), plan.connectome().size(), chosen, file);
  }
}
