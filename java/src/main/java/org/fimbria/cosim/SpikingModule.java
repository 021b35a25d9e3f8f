package org.fimbria.cosim;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fimbria.link.Link;
import org.fimbria.natives.NativeException;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.spiking.SpikingNetwork;

/**
 * The spiking simulator as a module: receive the regions' trains, advance one epoch, send spikes
 * on.
 */
final class SpikingModule extends CosimModule {
  /** Trains that come into the network, by input port. */
  record Inlet(int input, Link.Receiver receiver) {}

  /** Spikes of consecutive populations that leave it, with or without offsets. */
  record Outlet(int firstPopulation, int populations, boolean offsets, Link.Sender sender) {}

  /** Samples of a recorder that leave it. */
  record Samples(int recorder, int maxRows, long rowBytes, Link.Sender sender) {}

  /**
   * What goes into the network and comes out of it, in their order.
   *
   * @param copies where each inlet's data goes as well; empty: nowhere
   */
  record Ports(
      List<Inlet> inlets, List<Link.Sender> copies, List<Outlet> outlets, List<Samples> samples) {
    Ports() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** A region's trains come in, the spikes of its first population go out. */
    void add(SpikingNetwork.Region region, Link.Receiver trains, Link.Sender spikes) {
      inlets.add(new Inlet(inlets.size(), trains));
      outlets.add(new Outlet(region.firstPopulation(), 1, false, spikes));
    }
  }

  private final Epochs epochs;
  private final Placement placement;
  private final Supplier<SpikingEngine> build;
  private final Inlet[] inlets;
  private final Link.Sender[] copies;
  private final Outlet[] outlets;
  private final Samples[] samples;
  private final boolean leads;
  private final Consumer<SpikingEngine> atEnd;
  private SpikingEngine engine;

  /**
   * Makes the module.
   *
   * @param leads whether other ranks follow
   * @param atEnd told of the engine after the last epoch
   */
  SpikingModule(
      RunControl control,
      Epochs epochs,
      Placement placement,
      Supplier<SpikingEngine> build,
      Ports ports,
      boolean leads,
      Consumer<SpikingEngine> atEnd) {
    super(Placement.SPIKING, control, true);
    this.placement = placement;
    this.leads = leads;
    this.atEnd = atEnd;
    this.epochs = epochs;
    this.build = build;
    inlets = ports.inlets.toArray(Inlet[]::new);
    copies = ports.copies.toArray(Link.Sender[]::new);
    outlets = ports.outlets.toArray(Outlet[]::new);
    samples = ports.samples.toArray(Samples[]::new);
  }

  @Override
  void initialise() {
    engine = build.get();
  }

  @Override
  void runEpoch(long epoch) {
    timer().enter(Phase.WAIT);
    for (Inlet inlet : inlets) {
      inlet.receiver.awaitReady(epoch);
      engine.input(inlet.input, inlet.receiver.transfer());
    }
    timer().enter(Phase.SIMULATION);
    advance(epochs.steps(epoch));
    timer().enter(Phase.IO);
    if (leads) {
      countExchange(engine, timer());
    }
    for (int i = 0; i < copies.length; i++) {
      copy(inlets[i].receiver, copies[i], epoch);
    }
    for (Inlet inlet : inlets) {
      inlet.receiver.endTransfer();
    }
    for (Outlet outlet : outlets) {
      awaitRoom(outlet.sender, epoch);
      send(outlet);
    }
    for (Samples sample : samples) {
      awaitRoom(sample.sender, epoch);
      MemorySegment rows = sample.sender.transfer(sample.maxRows * sample.rowBytes);
      sample.sender.endTransfer(
          engine.samples(sample.recorder, rows, sample.maxRows) * sample.rowBytes);
    }
  }

  private void advance(int steps) {
    try {
      engine.advance(steps);
    } catch (NativeException e) {
      int share = engine.failedRank();
      if (share > 0 && share < placement.spiking().size()) {
        int rank = placement.spiking().get(share);
        throw new FollowerException(rank, placement.spikingName(rank), e);
      }
      throw e;
    }
  }

  /** What the engine did inside of itself with other ranks is no simulation. */
  static void countExchange(SpikingEngine engine, PhaseTimer timer) {
    timer.move(engine.exchangeWaitNanos(), Phase.SIMULATION, Phase.WAIT);
    timer.move(engine.exchangeIoNanos(), Phase.SIMULATION, Phase.IO);
  }

  @Override
  void finish() {
    atEnd.accept(engine);
    if (leads) {
      engine.endFollowers();
    }
  }

  @Override
  void end() {
    for (Inlet inlet : inlets) {
      inlet.receiver.release();
    }
    for (Link.Sender copy : copies) {
      copy.release();
    }
    for (Outlet outlet : outlets) {
      outlet.sender.release();
    }
    for (Samples sample : samples) {
      sample.sender.release();
    }
    if (engine != null) {
      engine.close();
    }
  }

  private void awaitRoom(Link.Sender sender, long epoch) {
    timer().enter(Phase.WAIT);
    sender.awaitReady(epoch);
    timer().enter(Phase.IO);
  }

  private void copy(Link.Receiver from, Link.Sender to, long epoch) {
    awaitRoom(to, epoch);
    long bytes = from.bytes();
    MemorySegment.copy(from.transfer(), 0, to.transfer(bytes), 0, bytes);
    to.endTransfer(bytes);
  }

  private void send(Outlet outlet) {
    MemorySegment packet = outlet.sender.transfer(0);
    long bytes = write(outlet, packet);
    while (bytes > packet.byteSize()) {
      packet = outlet.sender.transfer(bytes);
      bytes = write(outlet, packet);
    }
    outlet.sender.endTransfer(bytes);
  }

  private long write(Outlet outlet, MemorySegment packet) {
    return outlet.offsets
        ? engine.spikesWithOffsets(outlet.firstPopulation, outlet.populations, packet)
        : engine.spikes(outlet.firstPopulation, outlet.populations, packet);
  }
}
