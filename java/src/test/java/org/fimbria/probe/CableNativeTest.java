package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_tree;
import org.fimbria.probe.Morphology.Point;
import org.fimbria.probe.Morphology.Section;
import org.fimbria.probe.Morphology.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compartments in the cable solver against the cable equation's own solutions. */
class CableNativeTest {
  private static final Membrane MEMBRANE = new Membrane(1, 150, 20);

  @BeforeAll
  static void loadLibrary() {
    assertThat(ModelTables.aeifParameters()).isNotEmpty();
  }

  @Test
  void shouldHaveTheInputResistanceAndAttenuationOfACylinder() {
    double length = 1000;
    double d = 2;
    List<Point> points = List.of(new Point(0, 0, 0, d), new Point(0, 0, length, d));
    Morphology cylinder =
        new Morphology("cylinder", List.of(new Section("soma", Type.SOMA, -1, 0, points)));
    Cell cell = Compartments.of(cylinder, MEMBRANE).cell();
    double[] v = steadyPotential(cell, 0);
    double step = length / cell.nodes();
    // v(x) of 1 pA at y = step / 2 in a cylinder with sealed ends: R_inf cosh(y) cosh(l - x) /
    // sinh(l)
    for (int node = 0; node < cell.nodes(); node++) {
      double x = (node + 0.5) * step;
      double expected =
          1
              / conductanceOfSemiInfinite(d)
              * Math.cosh(step / 2 / lambda(d))
              * Math.cosh((length - x) / lambda(d))
              / Math.sinh(length / lambda(d));
      assertThat(v[node]).isCloseTo(expected, within(1e-3 * expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"pyramidal", "basket"})
  void shouldHaveTheInputResistanceOfABranchedCell(String name) {
    Morphology morphology = BuiltInMorphologies.of(name);
    Cell cell = Compartments.of(morphology, MEMBRANE).cell();
    double expected = 1 / conductanceAtSoma(morphology); // GOhm, mV of 1 pA
    assertThat(steadyPotential(cell, 0)[0]).isCloseTo(expected, within(2e-3 * expected));
  }

  /** Of the whole tree at the middle of the soma, nS: half cylinders with their children's load. */
  private static double conductanceAtSoma(Morphology morphology) {
    double half = morphology.sections().getFirst().length() / 2;
    return loaded(morphology, 0, half, conductanceOfChildren(morphology, 0, 0))
        + loaded(morphology, 0, half, conductanceOfChildren(morphology, 0, 1));
  }

  private static double conductanceOfChildren(Morphology morphology, int parent, double at) {
    double sum = 0;
    for (int i = 1; i < morphology.sections().size(); i++) {
      Section section = morphology.sections().get(i);
      if (section.parent() == parent && section.at() == at) {
        sum += loaded(morphology, i, section.length(), conductanceOfChildren(morphology, i, 1));
      }
    }
    return sum;
  }

  /**
   * Of a cylinder at one end, with a load at the other (Rall 1959, doi
   * 10.1016/0014-4886(59)90046-9).
   */
  private static double loaded(Morphology morphology, int section, double length, double load) {
    double d = morphology.sections().get(section).points().getFirst().diameter();
    double own = conductanceOfSemiInfinite(d);
    double tanh = Math.tanh(length / lambda(d));
    return own * (load + own * tanh) / (own + load * tanh);
  }

  /** sqrt(d R_m / (4 R_a)) in um; R_m = tau_m / C_m = 2e4 Ohm cm2. */
  private static double lambda(double d) {
    return 1e4 * Math.sqrt(1e-4 * d * 2e4 / (4 * 150));
  }

  /** pi / 2 d^(3/2) / sqrt(R_m R_a) in nS. */
  private static double conductanceOfSemiInfinite(double d) {
    return 1e9 * Math.PI / 2 * Math.pow(1e-4 * d, 1.5) / Math.sqrt(2e4 * 150);
  }

  /** Potential in mV of every node after two seconds of 1 pA into one. */
  private static double[] steadyPotential(Cell cell, int into) {
    double[] current = new double[cell.nodes()];
    current[into] = 1;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment tree = fim_tree.allocate(arena);
      fim_tree.parent(tree, arena.allocateFrom(ValueLayout.JAVA_INT, cell.parent()));
      fim_tree.C_m(tree, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, cell.C_m()));
      fim_tree.g_L(tree, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, cell.g_L()));
      fim_tree.g_axial(tree, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, cell.g_axial()));
      fim_tree.nodes(tree, cell.nodes());
      MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
      assertThat(Fimbria.fim_cable_create(tree, 1.0, 1, handle)).isEqualTo(Fimbria.FIM_OK());
      MemorySegment cable = handle.get(ValueLayout.ADDRESS, 0);
      MemorySegment in = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, current);
      MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE, cell.nodes());
      Fimbria.fim_cable_advance(cable, 2000, in, MemorySegment.NULL);
      Fimbria.fim_cable_potential(cable, out);
      Fimbria.fim_cable_membrane_current(cable, in);
      Fimbria.fim_cable_destroy(cable);
      double[] membrane = in.toArray(ValueLayout.JAVA_DOUBLE);
      assertThat(Arrays.stream(membrane).sum()).isCloseTo(0, within(1e-12));
      return out.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }
}
