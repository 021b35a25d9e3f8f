package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.fimbria.connectome.ConnectomeLoader;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.natives.LfpEngine;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.spiking.SpikingNetwork;
import org.fimbria.spiking.SpikingNetwork.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is laid out, in the engine: a small network drives its cells for 12 ms. */
class LfpEngineNativeTest {
  private static final int STEPS = 120;
  private static final long PACKET_BYTES = 1 << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"kernel", "full"})
  void shouldHaveTheSameBitsHoweverStepsAreCutAndWhateverTheThreads(String method) {
    List<Double> whole = potentials(method, STEPS, 1);
    assertThat(whole).hasSize(12 * 32).allSatisfy(value -> assertThat(value).isFinite());
    assertThat(whole.stream().mapToDouble(Math::abs).max().orElseThrow()).isPositive();
    assertThat(potentials(method, 7, 2)).isEqualTo(whole);
  }

  @Test
  void shouldRefuseAnotherNumberOfPacketsThanOfInputs() {
    Setup setup = new Setup("kernel");
    try (LfpEngine engine = new LfpEngine(setup.layouts(STEPS, 1).getFirst().config())) {
      assertThatThrownBy(() -> engine.advance(MemorySegment.NULL, new MemorySegment[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("0 packets for 1 inputs");
    }
  }

  @Test
  void shouldAllocateNothingPerCall() {
    Setup setup = new Setup("kernel", "record.lfp.inputs=[recurrent]");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    MemorySegment[] none = {};
    try (LfpEngine engine = new LfpEngine(setup.layouts(1, 1).getFirst().config());
        SpikingEngine network = setup.network.engine(1, 0.1, 1, 1);
        Arena arena = Arena.ofConfined()) {
      MemorySegment packet = arena.allocate(PACKET_BYTES);
      MemorySegment samples = arena.allocate(32L * Double.BYTES * engine.maxRows());
      long before = 0;
      for (int step = 0; step < 2000; step++) {
        before = step == 1000 ? threads.getCurrentThreadAllocatedBytes() : before;
        network.advance(1);
        network.spikes(0, 4, packet);
        engine.advance(packet, none);
        engine.samples(samples, engine.maxRows());
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 * 1000);
    }
  }

  @Test
  void shouldSeeAnExcitatorySynapseAsASinkAndAnInhibitoryOneAsASource() throws Exception {
    Path sites = Files.writeString(folder.resolve("sites"), "low 0 0 0\nhigh 0 0 500\n");
    Setup setup = new Setup("kernel", "record.lfp.electrode=" + sites);
    LfpEngine.Config config = setup.layouts(STEPS, 1).getFirst().config();
    try (LfpEngine engine = new LfpEngine(config)) {
      // excitatory neurons onto pyramidal cells, upper layer; inhibitory onto them, lower layer
      assertThat(extreme(engine, config, 0, 300, 1)).as("at the synapses").isNegative();
      assertThat(extreme(engine, config, 0, 300, 0)).as("at the somata").isPositive();
      assertThat(extreme(engine, config, 1, -200, 0)).as("at the synapses").isPositive();
      assertThat(extreme(engine, config, 1, -200, 1)).as("far above").isNegative();
    }
  }

  @Test
  void shouldRefuseArraysOfDifferentLengths() {
    LfpEngine.Cell cell =
        Compartments.of(BuiltInMorphologies.of("basket"), new Membrane(1, 150, 20)).cell();
    assertThatThrownBy(() -> new LfpEngine.Population(cell, new double[3], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 coordinates of somata, but 2 rotations");
    assertThatThrownBy(() ->
            new LfpEngine.Cell(
                cell.parent(),
                cell.C_m(),
                cell.g_L(),
                new double[1],
                cell.ends(),
                cell.diameter(),
                cell.kind(),
                cell.area()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not all arrays of the cell have 75 nodes");
  }

  /** The largest value of a kernel at a site, with its sign. */
  private static double extreme(
      LfpEngine engine, LfpEngine.Config config, int source, double z_low_um, int site) {
    for (int row = 0; row < config.synapses().size(); row++) {
      LfpEngine.Synapses synapses = config.synapses().get(row);
      if (synapses.source_kind() == LfpEngine.Source.GROUP
          && synapses.source() == source
          && synapses.target() == 0
          && synapses.z_low_um() == z_low_um) {
        double[] values = Arrays.stream(engine.kernel(row)).mapToDouble(lag -> lag[site]).toArray();
        double low = DoubleStream.of(values).min().orElseThrow();
        double high = DoubleStream.of(values).max().orElseThrow();
        return -low > high ? low : high;
      }
    }
    throw new AssertionError("no such row");
  }

  private List<Double> potentials(String method, int stepsPerCall, int threads) {
    Setup setup = new Setup(method);
    LfpLayout layout = setup.layouts(stepsPerCall, threads).getFirst();
    List<Double> potentials = new ArrayList<>();
    try (SpikingEngine network = setup.network.engine(3, 0.1, 1, stepsPerCall);
        SpikeTrains right = setup.trains(0, stepsPerCall);
        SpikeTrains left = setup.trains(1, stepsPerCall);
        LfpEngine engine = new LfpEngine(layout.config());
        Arena arena = Arena.ofConfined()) {
      MemorySegment[] arrivals = {arena.allocate(PACKET_BYTES)};
      MemorySegment others = arena.allocate(PACKET_BYTES);
      MemorySegment packet = arena.allocate(PACKET_BYTES);
      MemorySegment samples = arena.allocate(32L * Double.BYTES * engine.maxRows());
      double[] rate_hz = new double[stepsPerCall];
      Arrays.fill(rate_hz, 3000);
      long spikes = 0;
      for (int step = 0; step < STEPS; step += stepsPerCall) {
        int steps = Math.min(stepsPerCall, STEPS - step);
        right.recipe(step, steps, rate_hz, arrivals[0]);
        left.recipe(step, steps, rate_hz, others);
        network.input(0, arrivals[0]);
        network.input(1, others);
        network.advance(steps);
        assertThat(network.spikes(0, 4, packet)).isLessThan(PACKET_BYTES);
        spikes += new SpikePacket(packet).count();
        engine.advance(packet, arrivals);
        int rows = engine.samples(samples, engine.maxRows());
        for (int i = 0; i < rows * 32; i++) {
          potentials.add(samples.getAtIndex(ValueLayout.JAVA_DOUBLE, i));
        }
      }
      assertThat(spikes).isPositive();
    }
    return potentials;
  }

  /** The built-in experiment with 400 neurons per region, busy from the start. */
  private static final class Setup {
    final Experiment experiment;
    final SpikingNetwork network;

    Setup(String method, String... sets) {
      List<String> all = new ArrayList<>();
      Collections.addAll(
          all,
          "spiking.neurons_per_region=400",
          "spiking.populations.excitatory.V_m={mean: -55, std: 4}",
          "spiking.populations.inhibitory.V_m={mean: -55, std: 4}",
          "record.lfp.method=" + method);
      Collections.addAll(all, sets);
      experiment =
          new ExperimentLoader(new NativeModels())
              .load("mouse-ca1", Optional.empty(), all)
              .experiment();
      network = SpikingNetwork.of(experiment, new ConnectomeLoader().load(experiment.connectome()));
    }

    List<LfpLayout> layouts(int maxSteps, int threads) {
      return LfpLayout.of(
          experiment, network, new LfpLayout.Running(maxSteps, threads), note -> {});
    }

    SpikeTrains trains(int region, int maxSteps) {
      Region spiking = network.regions().get(region);
      long[] sizes = spiking.sizes().stream().mapToLong(Long::longValue).toArray();
      return new SpikeTrains(
          3, region, 0.1, SpikeTrains.Process.MULTIPLE_INTERACTION, 0.01, sizes, maxSteps);
    }
  }
}
