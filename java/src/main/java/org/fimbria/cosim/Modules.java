package org.fimbria.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fimbria.cosim.Wiring.Content;
import org.fimbria.cosim.Wiring.Ends;
import org.fimbria.cosim.Wiring.Module;
import org.fimbria.link.Link;
import org.fimbria.natives.NeuralMassEngine.Monitor;
import org.fimbria.natives.SpikeExchange;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.fimbria.spiking.SpikingNetwork;

/** The modules of a plan that are this process's, made and joined. */
final class Modules {
  private final CoSimulationPlan plan;
  private final Deployment deployment;
  private final RunControl control;
  private final Wiring wiring;
  private final Optional<SpikeExchange> exchange;
  private final List<CosimModule> all = new ArrayList<>();
  private final List<CosimModule> simulators = new ArrayList<>();
  private final List<TransferModule> transfers = new ArrayList<>();

  /**
   * Makes them.
   *
   * @param sinks of the simulators that are here; others are not looked at
   * @param exchange with the other ranks of the network
   * @param atEnd told of the network's engine before it is closed
   */
  Modules(
      CoSimulationPlan plan,
      Deployment deployment,
      RunControl control,
      Wiring wiring,
      Sinks sinks,
      Optional<SpikeExchange> exchange,
      Consumer<SpikingEngine> atEnd) {
    this.plan = plan;
    this.deployment = deployment;
    this.control = control;
    this.wiring = wiring;
    this.exchange = exchange;
    List<NeuralMassModule.Proxy> proxies = new ArrayList<>();
    SpikingModule.Ports ports = new SpikingModule.Ports();
    join(proxies, ports);
    if (deployment.leads()) {
      addSimulator(spiking(ports, sinks, atEnd));
    } else if (deployment.isSpiking()) {
      String name = deployment.placement().spikingName(deployment.rank());
      addSimulator(new FollowerModule(name, control, this::spikingEngine));
    }
    if (deployment.isHere(deployment.placement().neuralmass())) {
      addSimulator(neuralmass(proxies, sinks));
    }
  }

  /** Transfer modules and recorders included. */
  List<CosimModule> all() {
    return all;
  }

  /** The network first, where both are here. */
  List<CosimModule> simulators() {
    return simulators;
  }

  /** Those of both directions that are here. */
  List<TransferModule> transfers() {
    return transfers;
  }

  private void addSimulator(CosimModule module) {
    all.add(module);
    simulators.add(module);
  }

  /** Joins the modules of each region, and makes the transfer modules that are here. */
  private void join(List<NeuralMassModule.Proxy> proxies, SpikingModule.Ports ports) {
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
        lanesToSpikes.add(lane(region, coupling, RatesToSpikes.of(plan, region), trains));
      }
      if (deployment.isHere(network.rank())) {
        ports.add(region, trains.receiver(), spikes.sender());
      }
      if (deployment.isHere(toRate.rank())) {
        lanesToRate.add(lane(region, spikes, SpikesToRate.of(plan, region), rates));
      }
    }
    addTransfer(TransferModule.Direction.RATES_TO_SPIKES, lanesToSpikes);
    addTransfer(TransferModule.Direction.SPIKES_TO_RATE, lanesToRate);
  }

  private static TransferModule.Lane lane(
      SpikingNetwork.Region region, Ends in, Transformer transformer, Ends out) {
    return new TransferModule.Lane(region.label(), in.receiver(), transformer, out.sender());
  }

  private void addTransfer(TransferModule.Direction direction, List<TransferModule.Lane> lanes) {
    if (!lanes.isEmpty()) {
      transfers.add(new TransferModule(direction, control, plan.epochs(), lanes));
      all.add(transfers.getLast());
    }
  }

  private SpikingModule spiking(
      SpikingModule.Ports ports, Sinks sinks, Consumer<SpikingEngine> atEnd) {
    List<RecorderModule.Channel> channels = new ArrayList<>();
    for (Sink sink : sinks.inputs()) {
      Link link = wiring.recording(Placement.SPIKING);
      ports.copies().add(link.sender());
      channels.add(new RecorderModule.Channel(link.receiver(), sink));
    }
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
    record(Placement.SPIKING, channels, false);
    return new SpikingModule(
        control,
        plan.epochs(),
        deployment.placement(),
        this::spikingEngine,
        ports,
        exchange.isPresent(),
        atEnd);
  }

  private SpikingEngine spikingEngine() {
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
    int steps = plan.epochs().stepsPerEpoch();
    List<NeuralMassModule.Samples> samples = new ArrayList<>();
    List<RecorderModule.Channel> channels = new ArrayList<>();
    for (Sinks.Monitored monitored : sinks.brain()) {
      Link link = wiring.recording(Placement.NEURALMASS);
      channels.add(new RecorderModule.Channel(link.receiver(), monitored.sink()));
      Monitor monitor = monitored.monitor();
      int variables = monitor.variables(plan.brain().variables().size());
      long rowBytes = (long) variables * plan.connectome().size() * Double.BYTES;
      // Rows wait for the proxies' rates, which are at most two epochs behind.
      int maxRows = (int) (3 * steps * plan.epochs().dtMs() / monitor.intervalMs()) + 2;
      samples.add(new NeuralMassModule.Samples(samples.size(), maxRows, rowBytes, link.sender()));
    }
    record(Placement.NEURALMASS, channels, true);
    List<Monitor> monitors = sinks.brain().stream().map(Sinks.Monitored::monitor).toList();
    return new NeuralMassModule(
        control,
        plan.epochs(),
        plan.schedule(),
        () -> plan.brain().engine(plan.experiment().seed(), plan.epochs().dtMs(), monitors, steps),
        proxies,
        samples);
  }

  private void record(
      String simulator, List<RecorderModule.Channel> channels, boolean oneEpochMore) {
    if (!channels.isEmpty()) {
      all.add(new RecorderModule("record." + simulator, control, channels, oneEpochMore));
    }
  }
}
