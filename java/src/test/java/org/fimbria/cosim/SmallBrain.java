package org.fimbria.cosim;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.natives.NeuralMassEngine.Monitor;
import org.fimbria.natives.SpikePacket;

/**
 * A brain of six regions, two of them spiking with 100 neurons each, busy enough to show every
 * error.
 */
final class SmallBrain {
  static final int REGIONS = 6;
  static final List<String> SPIKING = List.of("r1", "r4");

  private SmallBrain() {}

  /** The built-in experiment made small, with further values set. */
  static CoSimulationPlan plan(String... sets) {
    return planOfRegime(Optional.empty(), sets);
  }

  /** The same in a regime of the built-in experiment. */
  static CoSimulationPlan planOfRegime(Optional<String> regime, String... sets) {
    List<String> all = new ArrayList<>();
    Collections.addAll(
        all,
        "duration=100",
        "spiking.regions=[r1, r4]",
        "spiking.neurons_per_region=100",
        "spiking.populations.excitatory.V_m={mean: -60, std: 4}",
        "spiking.poisson.excitatory.rate=3000",
        "spiking.poisson.inhibitory.rate=2500",
        "neuralmass.initial.E=[0.002, 0.008]",
        "transfer.rates_to_spikes.delay=0.3",
        "transfer.rates_to_spikes.shared=0.2",
        "record.rates.interval=0.5",
        "run.link_timeout=20");
    Collections.addAll(all, sets);
    Experiment experiment =
        new ExperimentLoader(new NativeModels())
            .load("mouse-ca1", regime, all)
            .experiment()
            .withRegions(SPIKING);
    return CoSimulationPlan.of(experiment, connectome());
  }

  /** All regions joined; delays of 2.0 ms and more at the spiking regions, 1.0 ms elsewhere. */
  static Connectome connectome() {
    double[][] weights = new double[REGIONS][REGIONS];
    double[][] lengths = new double[REGIONS][REGIONS];
    for (int i = 0; i < REGIONS; i++) {
      for (int j = 0; j < REGIONS; j++) {
        boolean proxy = i == 1 || i == 4 || j == 1 || j == 4;
        weights[i][j] = i == j ? 0 : (1 + (3 * i + 5 * j) % 7) / 20.0;
        lengths[i][j] = i == j ? 0 : (proxy ? 6.0 : 3.0) + 1.5 * Math.abs(i - j) - 1.5;
      }
    }
    return new Connectome(
        IntStream.range(0, REGIONS).mapToObj(i -> "r" + i).toList(),
        weights,
        lengths,
        new double[REGIONS][3],
        new boolean[REGIONS],
        new boolean[REGIONS],
        new double[REGIONS]);
  }

  /**
   * The state as the experiment samples it, and means over steps that no epoch is a multiple of.
   */
  static List<Monitor> monitors(CoSimulationPlan plan) {
    return List.of(
        Monitor.state(plan.experiment().record().rates().intervalMs()),
        new Monitor(0.9765625, true, true),
        new Monitor(3.1, true, false));
  }

  /**
   * Everything recorded of a run, to the bit.
   *
   * @param membrane one list per recorder
   * @param brain one list per monitor
   */
  record Recorded(List<Long> spikes, List<List<Long>> membrane, List<List<Long>> brain) {
    static Recorded empty(CoSimulationPlan plan) {
      List<List<Long>> membrane = new ArrayList<>();
      plan.network().recorders().forEach(_ -> membrane.add(new ArrayList<>()));
      List<List<Long>> brain = new ArrayList<>();
      monitors(plan).forEach(_ -> brain.add(new ArrayList<>()));
      return new Recorded(new ArrayList<>(), membrane, brain);
    }

    /** Sinks that fill this record. */
    Sinks sinks(CoSimulationPlan plan) {
      List<Monitor> monitors = monitors(plan);
      return new Sinks(
          Optional.of(new SpikeList(spikes)),
          membrane.stream().map(bits -> (Sink) new BitList(bits)).toList(),
          IntStream.range(0, brain.size())
              .mapToObj(i -> new Sinks.Monitored(monitors.get(i), new BitList(brain.get(i))))
              .toList());
    }
  }

  /** Runs the modules and returns what they recorded. */
  static Recorded run(CoSimulationPlan plan) throws InterruptedException {
    Recorded recorded = Recorded.empty(plan);
    try (CoSimulation simulation = new CoSimulation(plan, recorded.sinks(plan))) {
      simulation
          .run(_ -> {})
          .ifPresent(failure -> {
            throw new AssertionError(failure.text(), failure.cause());
          });
    }
    return recorded;
  }

  /** Adds a packet's spikes as step, population and neuron in one number each. */
  static void addSpikes(SpikePacket packet, List<Long> spikes) {
    for (int step = 0; step < packet.steps(); step++) {
      for (int population = 0; population < packet.groups(); population++) {
        for (int i = packet.begin(step, population); i < packet.end(step, population); i++) {
          long at = packet.firstStep() + step;
          spikes.add(at * 1_000_000 + population * 1000L + packet.id(i));
        }
      }
    }
  }

  private record SpikeList(List<Long> spikes) implements Sink {
    @Override
    public void append(MemorySegment data, long bytes) {
      addSpikes(new SpikePacket(data), spikes);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Numbers as their bits. */
  private record BitList(List<Long> bits) implements Sink {
    @Override
    public void append(MemorySegment data, long bytes) {
      Arrays.stream(data.asSlice(0, bytes).toArray(ValueLayout.JAVA_LONG)).forEach(bits::add);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
