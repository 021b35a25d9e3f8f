package org.fimbria.cosim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.fimbria.experiment.Experiment.RatesToSpikesSpec;
import org.fimbria.link.InProcessLink;
import org.fimbria.link.Link;
import org.fimbria.natives.Processors;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.fimbria.spiking.SpikingNetwork;

/**
 * Both simulators, the transfer modules of both directions and the recorders, joined by in-process
 * links, each in a thread of its own. Each spiking region has links of its own:
 *
 * <pre>
 *   neuralmass --coupling--> rates_to_spikes.region --trains--> spiking
 *   neuralmass &lt;--rate------ spikes_to_rate.region &lt;--spikes-- spiking
 * </pre>
 */
public final class CoSimulation implements AutoCloseable {
  private static final String RATES_TO_SPIKES = "rates_to_spikes";
  private static final String SPIKES_TO_RATE = "spikes_to_rate";
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(50);
  private static final Duration FAILURE_GRACE = Duration.ofMillis(1500);

  private final CoSimulationPlan plan;
  private final RunControl control;
  private final List<Link> links = new ArrayList<>();
  private final List<CosimModule> modules = new ArrayList<>();
  private final Duration timeout;
  private final NeuralMassModule neuralmass;
  private final Optional<SpikingModule> spiking;
  private boolean finished;

  /** Wires the modules of a plan. */
  public CoSimulation(CoSimulationPlan plan, Sinks sinks) {
    this.plan = plan;
    control = new RunControl(plan.epochs().count());
    timeout = Duration.ofMillis(Math.round(plan.experiment().run().linkTimeoutS() * 1e3));

    List<NeuralMassModule.Proxy> proxies = new ArrayList<>();
    List<SpikingModule.Inlet> inlets = new ArrayList<>();
    List<SpikingModule.Outlet> outlets = new ArrayList<>();
    List<TransferModule.Lane> toSpikes = new ArrayList<>();
    List<TransferModule.Lane> toRate = new ArrayList<>();
    for (SpikingNetwork.Region region : plan.network().regions()) {
      Link coupling = link("neuralmass", RATES_TO_SPIKES + "." + region.label());
      Link trains = link(RATES_TO_SPIKES + "." + region.label(), "spiking");
      Link spikes = link("spiking", SPIKES_TO_RATE + "." + region.label());
      Link rates = link(SPIKES_TO_RATE + "." + region.label(), "neuralmass");
      proxies.add(new NeuralMassModule.Proxy(region.index(), coupling.sender(), rates.receiver()));
      toSpikes.add(lane(coupling, ratesToSpikes(region), trains));
      inlets.add(new SpikingModule.Inlet(inlets.size(), trains.receiver()));
      outlets.add(new SpikingModule.Outlet(region.firstPopulation(), 1, false, spikes.sender()));
      toRate.add(lane(spikes, spikesToRate(region), rates));
    }
    if (!toSpikes.isEmpty()) {
      modules.add(new TransferModule(RATES_TO_SPIKES, control, plan.epochs(), toSpikes));
      modules.add(new TransferModule(SPIKES_TO_RATE, control, plan.epochs(), toRate));
    }
    spiking =
        plan.network().regions().isEmpty()
            ? Optional.empty()
            : Optional.of(spiking(inlets, outlets, sinks));
    neuralmass = neuralmass(proxies, sinks);
  }

  /**
   * Runs to the end, a stop or a failure.
   *
   * @param progress told the number of epochs that the slower simulator has begun, some times per
   *     second
   * @return the first failure
   */
  public Optional<RunControl.Failure> run(LongConsumer progress) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (CosimModule module : modules) {
      threads.add(Thread.ofPlatform().name(module.name()).daemon().start(() -> run(module)));
    }
    for (Thread thread : threads) {
      while (control.failure().isEmpty() && !thread.join(PROGRESS_INTERVAL)) {
        progress.accept(epoch());
      }
    }
    finished = control.failure().isEmpty() || endAfterFailure(threads);
    progress.accept(control.failure().isEmpty() ? control.endEpoch() : epoch());
    return control.failure();
  }

  /** The processor of the spiking module's own thread is for the exchange alone. */
  private void run(CosimModule module) {
    if (plan.isBound() && spiking.filter(module::equals).isEmpty()) {
      Processors.keepThreadOff(0);
    }
    module.run();
  }

  /**
   * Gives the modules time to close what they own; a module that hangs outside of every link is
   * left behind.
   */
  private static boolean endAfterFailure(List<Thread> threads) throws InterruptedException {
    long deadline = System.nanoTime() + FAILURE_GRACE.toNanos();
    boolean all = true;
    for (Thread thread : threads) {
      all &= thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    return all;
  }

  /** What the modules agree on; for stopping and failing from outside. */
  public RunControl control() {
    return control;
  }

  /** The timers of both simulators, spiking first where there is one. */
  public List<ModuleTimes> times() {
    return Stream.concat(spiking.stream(), Stream.of(neuralmass))
        .map(module -> new ModuleTimes(module.name(), module.timer()))
        .toList();
  }

  /** Names of all modules, transfer modules and recorders included. */
  public List<String> moduleNames() {
    return modules.stream().map(CosimModule::name).toList();
  }

  /** One module's name and clock. */
  public record ModuleTimes(String module, PhaseTimer timer) {}

  /** Frees the links; does nothing while modules may still use them. */
  @Override
  public void close() {
    if (finished) {
      links.forEach(Link::close);
    }
  }

  /** Epochs that both simulators have run, or the one that the slower of them is in. */
  public long epoch() {
    return spiking
        .map(module -> Math.min(module.epoch(), neuralmass.epoch()))
        .orElseGet(neuralmass::epoch);
  }

  private static TransferModule.Lane lane(Link in, Transformer transformer, Link out) {
    return new TransferModule.Lane(in.receiver(), transformer, out.sender());
  }

  private Transformer ratesToSpikes(SpikingNetwork.Region region) {
    RatesToSpikesSpec spec = plan.experiment().transfer().rates_to_spikes();
    SpikeTrains trains =
        new SpikeTrains(
            plan.experiment().seed(),
            region.index(),
            plan.epochs().dtMs(),
            spec.process(),
            spec.shared(),
            region.sizes().stream().mapToLong(Long::longValue).toArray(),
            plan.epochs().stepsPerEpoch());
    return new RatesToSpikes(
        trains, spec.synapses(), plan.steps(spec.delayMs()), plan.epochs().stepsPerEpoch());
  }

  private Transformer spikesToRate(SpikingNetwork.Region region) {
    return new SpikesToRate(
        region.sizes().getFirst(),
        plan.steps(plan.experiment().transfer().windowMs()),
        plan.epochs().dtMs());
  }

  private SpikingModule spiking(
      List<SpikingModule.Inlet> inlets, List<SpikingModule.Outlet> outlets, Sinks sinks) {
    List<SpikingModule.Samples> samples = new ArrayList<>();
    List<RecorderModule.Channel> channels = new ArrayList<>();
    sinks
        .spikes()
        .ifPresent(sink -> {
          Link link = recordingLink("spiking");
          int populations = plan.network().populations().size();
          boolean offsets = plan.experiment().spiking().spike_times() == SpikeTimes.EXACT;
          outlets.add(new SpikingModule.Outlet(0, populations, offsets, link.sender()));
          channels.add(new RecorderModule.Channel(link.receiver(), sink));
        });
    for (int i = 0; i < sinks.membrane().size(); i++) {
      SpikingNetwork.Recorder recorder = plan.network().recorders().get(i);
      Link link = recordingLink("spiking");
      long rowBytes = (long) recorder.neurons() * recorder.variables().size() * Double.BYTES;
      int maxRows = plan.epochs().stepsPerEpoch() / recorder.intervalSteps() + 1;
      samples.add(new SpikingModule.Samples(i, maxRows, rowBytes, link.sender()));
      channels.add(new RecorderModule.Channel(link.receiver(), sinks.membrane().get(i)));
    }
    record("record.spiking", channels, false);
    SpikingModule module =
        new SpikingModule(
            control,
            plan.epochs(),
            () ->
                plan.network()
                    .engine(
                        plan.experiment().seed(),
                        plan.epochs().dtMs(),
                        plan.threads(),
                        plan.epochs().stepsPerEpoch(),
                        plan.isBound()),
            inlets,
            outlets,
            samples);
    modules.add(module);
    return module;
  }

  private NeuralMassModule neuralmass(List<NeuralMassModule.Proxy> proxies, Sinks sinks) {
    int interval =
        sinks.rates().isPresent() ? plan.steps(plan.experiment().record().rates().intervalMs()) : 0;
    Optional<NeuralMassModule.Samples> samples =
        sinks
            .rates()
            .map(sink -> {
              Link link = recordingLink("neuralmass");
              record(
                  "record.neuralmass",
                  List.of(new RecorderModule.Channel(link.receiver(), sink)),
                  true);
              long rowBytes =
                  (long) plan.brain().variables().size() * plan.connectome().size() * Double.BYTES;
              // Rows wait for the proxies' rates, which are at most two epochs behind.
              int maxRows = 3 * plan.epochs().stepsPerEpoch() / interval + 2;
              return new NeuralMassModule.Samples(maxRows, rowBytes, link.sender());
            });
    NeuralMassModule module =
        new NeuralMassModule(
            control,
            plan.epochs(),
            plan.schedule(),
            () ->
                plan.brain()
                    .engine(
                        plan.experiment().seed(),
                        plan.epochs().dtMs(),
                        interval,
                        plan.epochs().stepsPerEpoch()),
            proxies,
            samples);
    modules.add(module);
    return module;
  }

  private void record(String name, List<RecorderModule.Channel> channels, boolean oneEpochMore) {
    if (!channels.isEmpty()) {
      modules.add(new RecorderModule(name, control, channels, oneEpochMore));
    }
  }

  private Link link(String source, String target) {
    return add(new InProcessLink(source, target, timeout));
  }

  private Link recordingLink(String source) {
    return add(InProcessLink.deferred(source, "record." + source, timeout));
  }

  private Link add(Link link) {
    links.add(link);
    control.add(link);
    return link;
  }
}
