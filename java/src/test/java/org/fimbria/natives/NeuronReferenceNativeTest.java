package org.fimbria.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.NeuronReference.Segment;
import org.fimbria.natives.NeuronReference.Site;
import org.fimbria.probe.BuiltInMorphologies;
import org.fimbria.probe.Compartments;
import org.fimbria.probe.Membrane;
import org.fimbria.probe.Morphology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in cells, the cable solver and the electrode against NEURON and LFPykit. */
class NeuronReferenceNativeTest {
  /** Of the largest value: NEURON eliminates too, in another order; its numbers have 12 digits. */
  private static final double CABLE = 1e-10;

  /** Of the largest value: NEURON keeps places in single precision. */
  private static final double FIELD = 1e-5;

  private static Compartments compartments(String name) {
    return Compartments.of(BuiltInMorphologies.of(name), new Membrane(1, 150, 20));
  }

  /** Nodes with membrane, section after section as the reference counts segments. */
  private static int[] nodes(Compartments compartments) {
    return IntStream.range(0, compartments.cell().nodes())
        .filter(node -> compartments.cell().C_m()[node] > 0)
        .boxed()
        .sorted((a, b) -> compartments.section().get(a) - compartments.section().get(b))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static <T> void check(
      double[] ours, List<T> theirs, Function<T, List<Double>> values, int at, double tolerance) {
    double largest =
        theirs.stream().mapToDouble(each -> Math.abs(values.apply(each).get(at))).max().orElse(0);
    assertThat(largest).isPositive();
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i])
          .as("number %d, step %d", i, NeuronReference.STEPS[at])
          .isCloseTo(values.apply(theirs.get(i)).get(at), within(tolerance * largest));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pyramidal", "basket"})
  void shouldHaveTheCompartmentsOfNeuron(String name) throws Exception {
    Morphology morphology = BuiltInMorphologies.of(name);
    Compartments compartments = compartments(name);
    Cell cell = compartments.cell();
    int[] nodes = nodes(compartments);
    List<Segment> segments = NeuronReference.read(name).segments();
    assertThat(nodes).hasSameSizeAs(segments);
    for (int i = 0; i < nodes.length; i++) {
      Segment segment = segments.get(i);
      int section = compartments.section().get(nodes[i]);
      assertThat(morphology.sections().get(section).name()).isEqualTo(segment.section());
      // 1 uF/cm2 is 0.01 pF/um2; NEURON keeps places and diameters in single precision.
      assertThat(cell.C_m()[nodes[i]]).isCloseTo(0.01 * segment.area(), within(1e-6));
      assertThat(cell.diameter()[nodes[i]]).isCloseTo(segment.diameter(), within(1e-6));
      for (int k = 0; k < 6; k++) {
        assertThat(cell.ends()[nodes[i]][k]).isCloseTo(segment.ends().get(k), within(1e-3));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pyramidal", "basket"})
  void shouldSolveTheCableAsNeuronAndTheFieldAsLfpykit(String name) throws Exception {
    NeuronReference reference = NeuronReference.read(name);
    Compartments compartments = compartments(name);
    try (CableRun run = new CableRun(compartments.cell(), nodes(compartments))) {
      for (int at = 0; at < NeuronReference.STEPS.length; at++) {
        run.until(NeuronReference.STEPS[at], reference);
        check(run.potential(), reference.segments(), Segment::potential, at, CABLE);
        check(run.membraneCurrent(), reference.segments(), Segment::current, at, CABLE);
        check(run.field(reference.sites()), reference.sites(), Site::potential, at, FIELD);
      }
    }
  }
}
