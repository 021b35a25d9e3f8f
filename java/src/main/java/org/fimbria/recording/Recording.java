package org.fimbria.recording;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.Sink;
import org.fimbria.cosim.Sinks;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.probe.LfpLayout;
import org.fimbria.record.InputsFile;
import org.fimbria.record.LfpFile;
import org.fimbria.record.MembraneFile;
import org.fimbria.record.NwbFile;
import org.fimbria.record.RecordHash;
import org.fimbria.record.Sampling;
import org.fimbria.record.SpikeFile;
import org.fimbria.record.Variable;
import org.fimbria.spiking.SpikingNetwork;

/**
 * The files that a process of a run writes, and the counts that are taken on the way to them: those
 * of the network where its lead is, those of the brain where the brain is.
 */
public final class Recording {
  private final CoSimulationPlan plan;
  private final Function<String, Path> files;
  private final RecordHash hash = new RecordHash();
  private final int level;
  private final List<Sink> inputs;
  private final Optional<SpikeSink> spikes;
  private final Optional<LfpSink> lfp;
  private final List<Sink> membrane;
  private final Optional<BrainRecording> brain;

  /**
   * Creates the files that the experiment asks for.
   *
   * @param files where a file of this name is to be
   * @param network whether this process records the network
   * @param brain whether it records the brain
   */
  public Recording(
      Function<String, Path> files,
      CoSimulationPlan plan,
      RunSource source,
      boolean network,
      boolean brain) {
    this.plan = plan;
    this.files = files;
    level = plan.experiment().record().compression();
    lfp = network ? lfp(source) : Optional.empty();
    inputs = network ? inputs() : List.of();
    spikes = network ? Optional.of(spikes()) : Optional.empty();
    membrane = network ? membrane() : List.of();
    this.brain = brain ? Optional.of(new BrainRecording(files, plan, hash)) : Optional.empty();
  }

  /** Where the data of the run go. */
  public Sinks sinks() {
    return new Sinks(
        inputSinks(),
        spikes.map(this::withLfp),
        membrane,
        brain.map(BrainRecording::sinks).orElse(List.of()));
  }

  private Sink withLfp(Sink counted) {
    return lfp.map(sink -> SinkChain.of(List.of(counted, sink))).orElse(counted);
  }

  /** Of each region: those of the file and of the local field potential. */
  private List<Sink> inputSinks() {
    List<Sink> driving = lfp.map(LfpSink::inputs).orElse(List.of());
    return IntStream.range(0, Math.max(inputs.size(), driving.size()))
        .mapToObj(region ->
            SinkChain.of(
                Stream.of(inputs, driving)
                    .filter(sinks -> !sinks.isEmpty())
                    .map(sinks -> sinks.get(region))
                    .toList()))
        .toList();
  }

  /** Timers of what is computed while it is recorded. */
  public List<ModuleTimes> times() {
    return lfp.map(LfpSink::times).stream().toList();
  }

  /** Spikes of each population; empty where another process records them. */
  public long[] spikeCounts() {
    int populations = plan.network().populations().size();
    return spikes
        .map(sink -> IntStream.range(0, populations).mapToLong(sink::count).toArray())
        .orElse(new long[0]);
  }

  /**
   * Mean rate of the brain's excitatory populations, Hz; empty where another process records it.
   */
  public OptionalDouble brainHz() {
    return brain.map(each -> OptionalDouble.of(each.meanHz())).orElse(OptionalDouble.empty());
  }

  /** What this process adds to the hash of everything recorded. */
  public SortedMap<String, RecordHash.Part> parts() {
    return hash.parts();
  }

  private List<Sink> inputs() {
    List<String> regions =
        plan.network().regions().stream().map(SpikingNetwork.Region::label).toList();
    if (!plan.experiment().record().inputs() || regions.isEmpty()) {
      return List.of();
    }
    InputsFile file =
        new InputsFile(files.apply(InputsFile.NAME), regions, plan.epochs().dtMs(), level, hash);
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
                    files.apply(SpikeFile.NAME), names, plan.epochs().dtMs(), level, hash))
            : Optional.empty();
    return new SpikeSink(names.size(), plan.experiment().spiking().spike_times(), file);
  }

  /** Kernels are computed by the recorder's thread alone, cells by as many as the network has. */
  private Optional<LfpSink> lfp(RunSource source) {
    Experiment experiment = plan.experiment();
    LfpSpec spec = experiment.record().lfp();
    int regions = plan.network().regions().size();
    if (!spec.isWanted() || regions == 0) {
      return Optional.empty();
    }
    int threads = spec.method() == LfpSpec.Method.FULL ? plan.threads() : 1;
    var running = new LfpLayout.Running(plan.epochs().stepsPerEpoch(), threads);
    var origin = new LfpOrigin(experiment, source, Instant.now(), threads);
    var paths = new LfpFiles.Paths(files.apply(LfpFile.NAME), files.apply(NwbFile.NAME));
    return Optional.of(
        new LfpSink(
            notes -> LfpLayout.of(experiment, plan.network(), running, notes),
            layouts ->
                new LfpFiles(paths, origin, layouts, Sampling.every(spec.intervalMs()), hash),
            spec.inputs().contains(LfpSpec.Input.LONG_RANGE) ? regions : 0));
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
            files.apply(MembraneFile.NAME), reports, plan.epochs().dtMs(), level, hash);
    return IntStream.range(0, reports.size())
        .mapToObj(i -> (Sink) new MembraneSink(file, i, reports.get(i)))
        .toList();
  }
}
