package org.fimbria.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Sink;
import org.fimbria.cosim.Sinks;
import org.fimbria.experiment.Experiment.RatesSpec;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.NeuralMassEngine.Monitor;
import org.fimbria.record.InputsFile;
import org.fimbria.record.MembraneFile;
import org.fimbria.record.RatesFile;
import org.fimbria.record.RecordHash;
import org.fimbria.record.SpikeFile;
import org.fimbria.record.Variable;
import org.fimbria.spiking.SpikingNetwork;

/**
 * The files that a process of a run writes, and the counts that are taken on the way to them: those
 * of the network where its lead is, those of the brain where the brain is.
 */
final class Recording {
  private final CoSimulationPlan plan;
  private final RunDirectory directory;
  private final RecordHash hash = new RecordHash();
  private final int level;
  private final List<Sink> inputs;
  private final Optional<SpikeSink> spikes;
  private final List<Sink> membrane;
  private final Optional<RateSink> rates;

  /**
   * Creates the files that the experiment asks for.
   *
   * @param network whether this process records the network
   * @param brain whether it records the brain
   */
  Recording(RunDirectory directory, CoSimulationPlan plan, boolean network, boolean brain) {
    this.plan = plan;
    this.directory = directory;
    level = plan.experiment().record().compression();
    inputs = network ? inputs() : List.of();
    spikes = network ? Optional.of(spikes()) : Optional.empty();
    membrane = network ? membrane() : List.of();
    rates = brain ? Optional.of(rates()) : Optional.empty();
  }

  Sinks sinks() {
    Monitor state = Monitor.state(plan.experiment().record().rates().intervalMs());
    return new Sinks(
        inputs,
        spikes.map(Sink.class::cast),
        membrane,
        rates.map(sink -> new Sinks.Monitored(state, sink)).stream().toList());
  }

  /** Spikes of each population; empty where another process records them. */
  long[] spikeCounts() {
    int populations = plan.network().populations().size();
    return spikes
        .map(sink -> IntStream.range(0, populations).mapToLong(sink::count).toArray())
        .orElse(new long[0]);
  }

  /**
   * Mean rate of the brain's excitatory populations, Hz; empty where another process records it.
   */
  OptionalDouble brainHz() {
    return rates.map(sink -> OptionalDouble.of(sink.meanHz())).orElse(OptionalDouble.empty());
  }

  /** What this process adds to the hash of everything recorded. */
  SortedMap<String, RecordHash.Part> parts() {
    return hash.parts();
  }

  private List<Sink> inputs() {
    List<String> regions =
        plan.network().regions().stream().map(SpikingNetwork.Region::label).toList();
    if (!plan.experiment().record().inputs() || regions.isEmpty()) {
      return List.of();
    }
    InputsFile file =
        new InputsFile(directory.file(InputsFile.NAME), regions, plan.epochs().dtMs(), level, hash);
    return IntStream.range(0, regions.size())
        .mapToObj(region -> (Sink) new InputSink(file, region))
        .toList();
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
