package org.fimbria.cosim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.fimbria.cosim.Wiring.Content;
import org.fimbria.cosim.Wiring.Ends;
import org.fimbria.cosim.Wiring.Module;
import org.fimbria.experiment.Experiment.RatesToSpikesSpec;
import org.fimbria.link.Link;
import org.fimbria.natives.Processors;
import org.fimbria.natives.SpikeExchange;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.fimbria.spiking.SpikingNetwork;

/**
 * Both simulators, the transfer modules of both directions and the recorders, each in a thread of
 * its own, joined by links; or those of them that are this process's. Each spiking region has links
 * of its own:
 *
 * <pre>
 *   neuralmass --coupling--> rates_to_spikes.region --trains--> spiking
 *   neuralmass &lt;--rate------ spikes_to_rate.region &lt;--spikes-- spiking
 * </pre>
 */
public final class CoSimulation implements AutoCloseable {
  static final Duration FAILURE_GRACE = Duration.ofMillis(1200);
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(50);

  private final CoSimulationPlan plan;
  private final Deployment deployment;
  private final RunControl control;
  private final Duration timeout;
  private final Wiring wiring;
  private final Optional<SpikeExchange> exchange;
  private final Consumer<SpikingEngine> atEnd;
  private final List<CosimModule> modules = new ArrayList<>();
  private final List<CosimModule> simulators = new ArrayList<>();
  private boolean finished;

  /** Wires the modules of a plan in one process. */
  public CoSimulation(CoSimulationPlan plan, Sinks sinks) {
    this(plan, sinks, Deployment.single(plan), new RunControl(plan.epochs().count()));
  }

  /**
   * Wires the modules of a plan in one process, which has a rank's share of the network only:
   * nothing is recorded.
   *
   * @param dry instead of the other ranks; closed with this
   * @param atEnd told of the network's engine before it is closed
   */
  public CoSimulation(CoSimulationPlan plan, SpikeExchange dry, Consumer<SpikingEngine> atEnd) {
    this(
        plan,
        Sinks.NONE,
        Deployment.single(plan),
        new RunControl(plan.epochs().count()),
        Optional.of(dry),
        atEnd);
  }

  /**
   * Wires the modules of a plan that are this process's.
   *
   * @param sinks of the simulators that are here; others are not looked at
   */
  public CoSimulation(
      CoSimulationPlan plan, Sinks sinks, Deployment deployment, RunControl control) {
    this(plan, sinks, deployment, control, exchange(plan, deployment), _ -> {});
  }

  private CoSimulation(
      CoSimulationPlan plan,
      Sinks sinks,
      Deployment deployment,
      RunControl control,
      Optional<SpikeExchange> exchange,
      Consumer<SpikingEngine> atEnd) {
    this.plan = plan;
    this.deployment = deployment;
    this.control = control;
    this.exchange = exchange;
    this.atEnd = atEnd;
    timeout = timeout(plan);
    exchange.ifPresent(made -> control.onFailure(made::abort));
    wiring = new Wiring(deployment, control, timeout);

    List<NeuralMassModule.Proxy> proxies = new ArrayList<>();
    SpikingModule.Ports ports = new SpikingModule.Ports();
    wire(proxies, ports);
    if (deployment.leads()) {
      addSimulator(spiking(ports, sinks));
    } else if (deployment.isSpiking()) {
      String name = deployment.placement().spikingName(deployment.rank());
      addSimulator(new FollowerModule(name, control, this::engine));
    }
    if (deployment.isHere(deployment.placement().neuralmass())) {
      addSimulator(neuralmass(proxies, sinks));
    }
  }

  /** Joins the modules of each region, and makes the transfer modules that are here. */
  private void wire(List<NeuralMassModule.Proxy> proxies, SpikingModule.Ports ports) {
    if (plan.network().regions().isEmpty()) {
      return;
    }
    Placement placement = deployment.placement();
    Module brain = new Module(Placement.NEURALMASS, placement.neuralmass(), false);
    Module toSpikes = new Module(Placement.RATES_TO_SPIKES, placement.ratesToSpikes(), true);
    Module toRate = new Module(Placement.SPIKES_TO_RATE, placement.spikesToRate(), true);
    Module network = new Module(Placement.SPIKING, placement.lead(), false);
    List<TransferModule.Lane> lanesToSpikes = new ArrayList<>();
    List<TransferModule.Lane> lanesToRate = new ArrayList<>();
    for (SpikingNetwork.Region region : plan.network().regions()) {
      Ends coupling = wiring.join(brain, toSpikes, region.label(), Content.RATES);
      Ends trains = wiring.join(toSpikes, network, region.label(), Content.SPIKES);
      Ends spikes = wiring.join(network, toRate, region.label(), Content.SPIKES);
      Ends rates = wiring.join(toRate, brain, region.label(), Content.RATES);
      if (deployment.isHere(brain.rank())) {
        proxies.add(
            new NeuralMassModule.Proxy(region.index(), coupling.sender(), rates.receiver()));
      }
      if (deployment.isHere(toSpikes.rank())) {
        lanesToSpikes.add(lane(coupling, ratesToSpikes(region), trains));
      }
      if (deployment.isHere(network.rank())) {
        ports.inlets().add(new SpikingModule.Inlet(ports.inlets().size(), trains.receiver()));
        ports
            .outlets()
            .add(new SpikingModule.Outlet(region.firstPopulation(), 1, false, spikes.sender()));
      }
      if (deployment.isHere(toRate.rank())) {
        lanesToRate.add(lane(spikes, spikesToRate(region), rates));
      }
    }
    addTransfer(toSpikes, lanesToSpikes);
    addTransfer(toRate, lanesToRate);
  }

  private void addTransfer(Module module, List<TransferModule.Lane> lanes) {
    if (!lanes.isEmpty()) {
      modules.add(new TransferModule(module.module(), control, plan.epochs(), lanes));
    }
  }

  private void addSimulator(CosimModule module) {
    modules.add(module);
    simulators.add(module);
  }

  /** How the ranks of the network meet; only where there are several of them, one of them this. */
  private static Optional<SpikeExchange> exchange(CoSimulationPlan plan, Deployment deployment) {
    return deployment.communicator() == 0
        ? Optional.empty()
        : Optional.of(
            SpikeExchange.mpi(
                deployment.communicator(), deployment.placement().spiking(), timeout(plan)));
  }

  private static Duration timeout(CoSimulationPlan plan) {
    return Duration.ofMillis(Math.round(plan.experiment().run().linkTimeoutS() * 1e3));
  }

  /**
   * Runs to the end, a stop or a failure.
   *
   * @param progress told the number of epochs that the slower simulator has begun, some times per
   *     second
   * @return the first failure
   */
  public Optional<Failure> run(LongConsumer progress) throws InterruptedException {
    transports().forEach(this::log);
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

  /** Once for each pair: by the module that sends. */
  private void log(String pair, String transport) {
    modules.stream()
        .filter(module -> pair.startsWith(module.name() + " "))
        .forEach(module -> module.log().info("{}: {}", pair, transport));
  }

  /** The processor of the spiking module's own thread is for the exchange alone. */
  private void run(CosimModule module) {
    if (plan.bound() && !module.name().equals(Placement.SPIKING)) {
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

  /**
   * The timers of the simulators of this process, spiking first where there is one. Those that
   * follow another rank have no epochs one by one.
   */
  public List<ModuleTimes> times() {
    return simulators.stream()
        .map(module ->
            ModuleTimes.of(module.name(), module.timer(), !(module instanceof FollowerModule)))
        .toList();
  }

  /** How this and other processes' modules meet, by pair; empty in one process. */
  public Map<String, String> transports() {
    return wiring.transports();
  }

  /** Names of all modules of this process, transfer modules and recorders included. */
  public List<String> moduleNames() {
    return modules.stream().map(CosimModule::name).toList();
  }

  /** Frees the links; does nothing while modules may still use them. */
  @Override
  public void close() {
    if (finished) {
      control.forgetAborts();
      wiring.close();
      exchange.ifPresent(SpikeExchange::close);
    }
  }

  /**
   * Epochs that all simulators here have run, or the one that the slowest of them is in; without a
   * simulator those of the transfer modules.
   */
  public long epoch() {
    return (simulators.isEmpty() ? modules : simulators)
        .stream().mapToLong(CosimModule::epoch).min().orElse(0);
  }

  private static TransferModule.Lane lane(Ends in, Transformer transformer, Ends out) {
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

  private SpikingModule spiking(SpikingModule.Ports ports, Sinks sinks) {
    List<RecorderModule.Channel> channels = new ArrayList<>();
    sinks
        .spikes()
        .ifPresent(sink -> {
          Link link = wiring.recording(Placement.SPIKING);
          int populations = plan.network().populations().size();
          boolean offsets = plan.experiment().spiking().spike_times() == SpikeTimes.EXACT;
          ports.outlets().add(new SpikingModule.Outlet(0, populations, offsets, link.sender()));
          channels.add(new RecorderModule.Channel(link.receiver(), sink));
        });
    for (int i = 0; i < sinks.membrane().size(); i++) {
      SpikingNetwork.Recorder recorder = plan.network().recorders().get(i);
      Link link = wiring.recording(Placement.SPIKING);
      long rowBytes = (long) recorder.neurons() * recorder.variables().size() * Double.BYTES;
      int maxRows = plan.epochs().stepsPerEpoch() / recorder.intervalSteps() + 1;
      ports.samples().add(new SpikingModule.Samples(i, maxRows, rowBytes, link.sender()));
      channels.add(new RecorderModule.Channel(link.receiver(), sinks.membrane().get(i)));
    }
    record("record.spiking", channels, false);
    return new SpikingModule(
        control,
        plan.epochs(),
        deployment.placement(),
        this::engine,
        ports,
        exchange.isPresent(),
        atEnd);
  }

  private SpikingEngine engine() {
    return plan.network()
        .engine(
            plan.experiment().seed(),
            plan.epochs().dtMs(),
            plan.threads(),
            plan.epochs().stepsPerEpoch(),
            plan.bound(),
            exchange);
  }

  private NeuralMassModule neuralmass(List<NeuralMassModule.Proxy> proxies, Sinks sinks) {
    int interval =
        sinks.rates().isPresent() ? plan.steps(plan.experiment().record().rates().intervalMs()) : 0;
    Optional<NeuralMassModule.Samples> samples =
        sinks
            .rates()
            .map(sink -> {
              Link link = wiring.recording(Placement.NEURALMASS);
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
    return new NeuralMassModule(
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
  }

  private void record(String name, List<RecorderModule.Channel> channels, boolean oneEpochMore) {
    if (!channels.isEmpty()) {
      modules.add(new RecorderModule(name, control, channels, oneEpochMore));
    }
  }
}
