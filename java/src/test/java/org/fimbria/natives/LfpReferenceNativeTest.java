package org.fimbria.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.LfpEngine.Method;
import org.fimbria.natives.LfpEngine.Population;
import org.fimbria.natives.LfpEngine.Source;
import org.fimbria.natives.LfpEngine.Synapses;
import org.fimbria.natives.LfpEngine.SynapsesKind;
import org.fimbria.natives.NeuronSpikes.Site;
import org.fimbria.natives.NeuronSpikes.Synapse;
import org.fimbria.probe.BuiltInMorphologies;
import org.fimbria.probe.Compartments;
import org.fimbria.probe.Membrane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Spikes in, potentials out: both methods against NEURON and LFPykit. Layers are so thin that each
 * has one node, so that nothing is drawn at random.
 */
class LfpReferenceNativeTest {
  private static final int STEPS = 800;
  private static final int STEPS_PER_CALL = 50;

  /**
   * NEURON takes a synapse's conductance at the begin of a step for all of it, the engine its mean
   * over the step, which is this much of it.
   */
  private static final double MEAN_OVER_STEP =
      -Math.expm1(-NeuronReference.DT / NeuronReference.TAU_SYN)
          * (NeuronReference.TAU_SYN / NeuronReference.DT);

  @ParameterizedTest
  @CsvSource({
    "pyramidal, FULL, CURRENT, 1e-5",
    "pyramidal, FULL, CONDUCTANCE, 1e-5",
    "pyramidal, KERNEL, CURRENT, 1e-4",
    "basket, FULL, CURRENT, 1e-5",
    "basket, FULL, CONDUCTANCE, 1e-5",
    "basket, KERNEL, CURRENT, 1e-4",
  })
  void shouldMakeOfSpikesWhatNeuronAndLfpykitDo(
      String name, Method method, SynapsesKind kind, double tolerance) throws Exception {
    NeuronSpikes reference = NeuronSpikes.read(name);
    Cell cell = Compartments.of(BuiltInMorphologies.of(name), new Membrane(1, 150, 20)).cell();
    double[][] samples = run(config(cell, name, reference, method, kind), reference);
    Function<Site, List<Double>> values =
        kind == SynapsesKind.CURRENT ? Site::currents : Site::conductances;
    double largest =
        reference.sites().stream()
            .flatMap(site -> values.apply(site).stream())
            .mapToDouble(Math::abs)
            .max()
            .orElseThrow();
    assertThat(largest).isPositive();
    for (int at = 0; at < NeuronReference.STEPS.length; at++) {
      for (int site = 0; site < reference.sites().size(); site++) {
        assertThat(samples[NeuronReference.STEPS[at] - 1][site])
            .as("site %d after step %d", site, NeuronReference.STEPS[at])
            .isCloseTo(
                values.apply(reference.sites().get(site)).get(at), within(tolerance * largest));
      }
    }
  }

  /** A group of one neuron for each synapse. */
  private static LfpEngine.Config config(
      Cell cell, String name, NeuronSpikes reference, Method method, SynapsesKind kind)
      throws Exception {
    List<NeuronReference.Segment> segments = NeuronReference.read(name).segments();
    List<Synapses> rows = new ArrayList<>();
    for (Synapse synapse : reference.synapses()) {
      List<Double> ends = segments.get(synapse.segment()).ends();
      double z = (ends.get(2) + ends.get(5)) / 2;
      assertThat(nodesBetween(cell, z - 0.01, z + 0.01)).isEqualTo(1);
      double layer = NeuronReference.POSITION[2] + z;
      rows.add(
          new Synapses(
              synapse.weight() / MEAN_OVER_STEP,
              synapse.driving_force_mV(),
              NeuronReference.TAU_SYN,
              layer - 0.01,
              layer + 0.01,
              1,
              0,
              1,
              Source.GROUP,
              rows.size(),
              0,
              synapse.delay(),
              rows.size()));
    }
    return new LfpEngine.Config(
        List.of(
            new Population(cell, NeuronReference.POSITION, new double[] {NeuronSpikes.ROTATION})),
        rows,
        reference.sites().stream().map(Site::place).toArray(double[][]::new),
        NeuronReference.SIGMA,
        1,
        NeuronReference.DT,
        0,
        0,
        method,
        kind,
        1,
        STEPS_PER_CALL,
        1);
  }

  private static long nodesBetween(Cell cell, double low, double high) {
    return IntStream.range(0, cell.nodes())
        .filter(node -> cell.area()[node] > 0)
        .mapToDouble(node -> (cell.ends()[node][2] + cell.ends()[node][5]) / 2)
        .filter(z -> z >= low && z <= high)
        .count();
  }

  /** Samples of all steps. */
  private static double[][] run(LfpEngine.Config config, NeuronSpikes reference) {
    int sites = config.sites().length;
    double[][] samples = new double[STEPS][];
    try (LfpEngine engine = new LfpEngine(config);
        SpikePacketWriter writer = new SpikePacketWriter();
        Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE, (long) STEPS_PER_CALL * sites);
      for (int step = 0; step < STEPS; step += STEPS_PER_CALL) {
        engine.advance(packet(writer, reference, step), new MemorySegment[0]);
        assertThat(engine.samples(out, STEPS_PER_CALL)).isEqualTo(STEPS_PER_CALL);
        System.arraycopy(
            Matrices.rows(out, STEPS_PER_CALL, sites), 0, samples, step, STEPS_PER_CALL);
      }
    }
    return samples;
  }

  private static MemorySegment packet(SpikePacketWriter writer, NeuronSpikes reference, int first) {
    int groups = reference.synapses().size();
    int[] bounds = new int[STEPS_PER_CALL * groups + 1];
    List<Integer> ids = new ArrayList<>();
    for (int step = 0; step < STEPS_PER_CALL; step++) {
      for (int group = 0; group < groups; group++) {
        if (reference.at(first + step) == group) {
          ids.add(0);
        }
        bounds[step * groups + group + 1] = ids.size();
      }
    }
    return writer.write(
        first, STEPS_PER_CALL, groups, bounds, ids.stream().mapToInt(Integer::intValue).toArray());
  }
}
