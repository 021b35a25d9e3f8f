package org.fimbria.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Sinks.Monitored;
import org.fimbria.experiment.BoldSpec;
import org.fimbria.experiment.EcogSpec;
import org.fimbria.experiment.Experiment.RatesSpec;
import org.fimbria.experiment.Experiment.RecordSpec;
import org.fimbria.natives.BoldSignal;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.NeuralMassEngine.Monitor;
import org.fimbria.natives.Sensors;
import org.fimbria.probe.Ecog;
import org.fimbria.record.EcogFile;
import org.fimbria.record.RecordHash;
import org.fimbria.record.RegionFile;
import org.fimbria.record.Sampling;
import org.fimbria.record.Variable;

/** The files that the brain is recorded to, each fed by a monitor of its own. */
final class BrainRecording {
  private final CoSimulationPlan plan;
  private final Function<String, Path> files;
  private final RecordHash hash;
  private final RateSink rates;
  private final List<Monitored> sinks = new ArrayList<>();

  /**
   * Creates the files that the experiment asks for.
   *
   * @param files where a file of this name is to be
   */
  BrainRecording(Function<String, Path> files, CoSimulationPlan plan, RecordHash hash) {
    this.plan = plan;
    this.files = files;
    this.hash = hash;
    RecordSpec record = plan.experiment().record();
    double ms = record.rates().intervalMs();
    rates =
        new RateSink(variables().size(), regions(), state(RegionFile.RATES, record.rates(), ms));
    sinks.add(new Monitored(Monitor.state(ms), rates));
    double averageMs = record.temporal_average().intervalMs();
    state(
            RegionFile.TEMPORAL_AVERAGE,
            record.temporal_average(),
            Sampling.every(averageMs).firstMs())
        .ifPresent(sink -> sinks.add(new Monitored(new Monitor(averageMs, true, false), sink)));
    record.ecog().ifPresent(this::ecog);
    record.bold().ifPresent(this::bold);
  }

  List<Monitored> sinks() {
    return sinks;
  }

  /** Mean rate of the excitatory populations, Hz. */
  double meanHz() {
    return rates.meanHz();
  }

  /** A file of the chosen variables, if there are any. */
  private Optional<StateSink> state(String name, RatesSpec spec, double firstMs) {
    int[] chosen =
        IntStream.range(0, variables().size())
            .filter(i -> spec.variables().contains(variables().get(i).symbol()))
            .toArray();
    if (chosen.length == 0) {
      return Optional.empty();
    }
    List<Variable> written =
        Arrays.stream(chosen)
            .mapToObj(variables()::get)
            .map(row -> new Variable(row.symbol(), row.unit()))
            .toList();
    RegionFile file = file(name, written, firstMs, spec.intervalMs());
    return Optional.of(new StateSink(variables().size(), regions(), chosen, file));
  }

  private void ecog(EcogSpec spec) {
    Ecog ecog = Ecog.of(spec, plan.experiment().connectome(), plan.connectome());
    EcogFile file =
        new EcogFile(
            files.apply(EcogFile.NAME),
            new EcogFile.Layout(
                ecog.names(),
                ecog.positions(),
                plan.connectome().labels(),
                proxies(),
                ecog.gain(),
                ecog.unit(),
                spec.noise()),
            Sampling.every(spec.intervalMs()),
            level(),
            hash);
    Sensors sensors = new Sensors(ecog.gain(), spec.noise(), plan.experiment().seed());
    Monitor monitor = new Monitor(spec.intervalMs(), true, true);
    sinks.add(new Monitored(monitor, new EcogSink(regions(), sensors, file)));
  }

  private void bold(BoldSpec spec) {
    List<Variable> signal = List.of(new Variable("BOLD", "1"));
    RegionFile file = file(RegionFile.BOLD, signal, spec.intervalMs(), spec.intervalMs());
    BoldSignal.Model model =
        switch (spec.model()) {
          case VOLTERRA -> BoldSignal.Model.VOLTERRA;
          case BALLOON_WINDKESSEL -> BoldSignal.Model.BALLOON_WINDKESSEL;
        };
    int stepsPerSample = (int) Math.rint(spec.intervalMs() / BoldSpec.INTERIM_MS);
    BoldSignal bold = new BoldSignal(model, regions(), BoldSpec.INTERIM_MS, stepsPerSample);
    Monitor monitor = new Monitor(BoldSpec.INTERIM_MS, true, true);
    sinks.add(new Monitored(monitor, new BoldSink(regions(), bold, file)));
  }

  private RegionFile file(
      String name, List<Variable> variables, double firstMs, double intervalMs) {
    return new RegionFile(
        files.apply(name),
        new RegionFile.Layout(
            name, plan.connectome().labels(), proxies(), variables, firstMs, intervalMs),
        level(),
        hash);
  }

  private int level() {
    return plan.experiment().record().compression();
  }

  private List<ModelTables.Row> variables() {
    return plan.brain().variables();
  }

  private int regions() {
    return plan.connectome().size();
  }

  private Set<Integer> proxies() {
    return Arrays.stream(plan.brain().proxies()).boxed().collect(Collectors.toSet());
  }
}
