package org.fimbria.cosim;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.fimbria.experiment.Experiment.RatesToSpikesSpec;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.natives.NeuralMassEngine.Monitor;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.spiking.SpikingNetwork;

/**
 * The coupled system as one program would integrate it: one loop over steps, no epochs, no links,
 * no modules, no lead; the same kernels, one step at a time. The reference of the co-simulation.
 */
final class SingleLoop {
  private static final long PACKET_BYTES = 1 << 20;

  private final CoSimulationPlan plan;
  private final SmallBrain.Recorded recorded;
  private final List<List<Integer>> counts = new ArrayList<>();
  private final List<List<Double>> coupling = new ArrayList<>();

  private SingleLoop(CoSimulationPlan plan) {
    this.plan = plan;
    recorded = SmallBrain.Recorded.empty(plan);
  }

  static SmallBrain.Recorded run(CoSimulationPlan plan) {
    SingleLoop loop = new SingleLoop(plan);
    loop.integrate();
    return loop.recorded;
  }

  private void integrate() {
    double dt = plan.epochs().dtMs();
    long seed = plan.experiment().seed();
    List<SpikingNetwork.Region> regions = plan.network().regions();
    try (Arena arena = Arena.ofConfined();
        SpikingEngine spiking = plan.network().engine(seed, dt, 1, 1);
        NeuralMassEngine brain = plan.brain().engine(seed, dt, SmallBrain.monitors(plan), 1)) {
      List<SpikeTrains> trains = new ArrayList<>();
      List<MemorySegment> packets = new ArrayList<>();
      for (SpikingNetwork.Region region : regions) {
        trains.add(trains(region));
        packets.add(arena.allocate(PACKET_BYTES, Long.BYTES));
        counts.add(new ArrayList<>());
        coupling.add(new ArrayList<>());
      }
      MemorySegment out = arena.allocate(PACKET_BYTES, Long.BYTES);
      double[] value = new double[1];
      for (long step = 0; step < plan.epochs().totalSteps(); step++) {
        for (int i = 0; i < regions.size(); i++) {
          brain.coupling(regions.get(i).index(), step, 1, value);
          coupling.get(i).add(value[0]);
          value[0] = arrivingRate(i, step);
          trains.get(i).generate(step, 1, value, packets.get(i));
          spiking.input(i, packets.get(i));
        }
        spiking.advance(1);
        brain.advance(1);
        for (int i = 0; i < regions.size(); i++) {
          spiking.spikes(regions.get(i).firstPopulation(), 1, out);
          counts.get(i).add((int) new SpikePacket(out).count());
          value[0] = rate(i, regions.get(i).sizes().getFirst());
          brain.setProxy(regions.get(i).index(), step, 1, value);
        }
        record(spiking, brain, out);
      }
      trains.forEach(SpikeTrains::close);
    }
  }

  private SpikeTrains trains(SpikingNetwork.Region region) {
    RatesToSpikesSpec spec = plan.experiment().transfer().rates_to_spikes();
    return new SpikeTrains(
        plan.experiment().seed(),
        region.index(),
        plan.epochs().dtMs(),
        spec.process(),
        spec.shared(),
        region.sizes().stream().mapToLong(Long::longValue).toArray(),
        1);
  }

  /** Rate in Hz of the trains that arrive in a step: that of the step in which they were sent. */
  private double arrivingRate(int region, long step) {
    RatesToSpikesSpec spec = plan.experiment().transfer().rates_to_spikes();
    int sent = (int) step - plan.steps(spec.delayMs());
    return sent < 0 ? 0 : coupling.get(region).get(sent) * 1e3 * spec.synapses();
  }

  /** Rate in kHz over the window that ends with the latest step. */
  private double rate(int region, long neurons) {
    int window = plan.steps(plan.experiment().transfer().windowMs());
    List<Integer> all = counts.get(region);
    int sum = 0;
    for (int count : all.subList(Math.max(0, all.size() - window), all.size())) {
      sum += count;
    }
    return sum * (1.0 / (neurons * (window * plan.epochs().dtMs())));
  }

  private void record(SpikingEngine spiking, NeuralMassEngine brain, MemorySegment out) {
    spiking.spikes(0, plan.network().populations().size(), out);
    SmallBrain.addSpikes(new SpikePacket(out), recorded.spikes());
    for (int i = 0; i < plan.network().recorders().size(); i++) {
      SpikingNetwork.Recorder recorder = plan.network().recorders().get(i);
      long row = (long) recorder.neurons() * recorder.variables().size();
      addBits(out, spiking.samples(i, out, 1) * row, recorded.membrane().get(i));
    }
    List<Monitor> monitors = SmallBrain.monitors(plan);
    for (int i = 0; i < monitors.size(); i++) {
      int variables = monitors.get(i).variables(plan.brain().variables().size());
      long row = (long) variables * plan.connectome().size();
      addBits(out, brain.samples(i, out, 1) * row, recorded.brain().get(i));
    }
  }

  private static void addBits(MemorySegment from, long values, List<Long> to) {
    for (long i = 0; i < values; i++) {
      to.add(from.getAtIndex(ValueLayout.JAVA_LONG, i));
    }
  }
}
