package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.LfpEngine.SourceKind;
import org.fimbria.probe.Morphology.Point;
import org.fimbria.probe.Morphology.Section;
import org.fimbria.probe.Morphology.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompartmentsTest {
  private static final Membrane MEMBRANE = new Membrane(1, 150, 20);

  @ParameterizedTest
  @CsvSource({
    "pyramidal, 1, 103",
    "basket, 1, 73",
    "pyramidal, 200, 1177",
    "basket, 200, 861",
  })
  void shouldHaveAsManyCompartmentsAsTheDLambdaRuleGives(String name, double C_m, int size) {
    Morphology cell = BuiltInMorphologies.of(name);
    assertThat(Compartments.of(cell, new Membrane(C_m, 150, 20)).size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"pyramidal", "basket"})
  void shouldConserveAreaAndLength(String name) {
    Morphology morphology = BuiltInMorphologies.of(name);
    Cell cell = Compartments.of(morphology, MEMBRANE).cell();
    assertThat(Arrays.stream(cell.C_m()).sum())
        .isCloseTo(morphology.area() * 0.01, within(1e-9)); // pF of 1 uF/cm2
    assertThat(Arrays.stream(cell.g_L()).sum())
        .isCloseTo(morphology.area() * 0.01 / 20, within(1e-9));
    assertThat(Arrays.stream(cell.ends()).mapToDouble(CompartmentsTest::length).sum())
        .isCloseTo(morphology.length(), within(1e-9));
  }

  @Test
  void shouldLetSynapsesLieOnSomaAndDendritesOnly() {
    Morphology morphology = BuiltInMorphologies.of("pyramidal");
    Section axon = morphology.sections().getLast();
    Cell cell = Compartments.of(morphology, MEMBRANE).cell();
    assertThat(Arrays.stream(cell.area()).sum())
        .isCloseTo(morphology.area() - axon.area(), within(1e-9));
  }

  @Test
  void shouldPutTheMiddleOfTheSomaAtTheOriginAsThePointSource() {
    Cell cell = Compartments.of(BuiltInMorphologies.of("pyramidal"), MEMBRANE).cell();
    assertThat(cell.kind()[0]).isEqualTo(SourceKind.POINT);
    assertThat(Arrays.stream(cell.kind()).filter(SourceKind.POINT::equals)).hasSize(1);
    for (int axis = 0; axis < 3; axis++) {
      assertThat(cell.ends()[0][axis] + cell.ends()[0][axis + 3]).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void shouldPutParentsFirstAndAJunctionWhereSeveralSectionsMeet() {
    Compartments compartments = Compartments.of(BuiltInMorphologies.of("pyramidal"), MEMBRANE);
    Cell cell = compartments.cell();
    int junctions = 0;
    for (int node = 1; node < cell.nodes(); node++) {
      assertThat(cell.parent()[node]).isBetween(0, node - 1);
      assertThat(cell.g_axial()[node]).isPositive();
      if (cell.kind()[node] == SourceKind.NONE) {
        junctions++;
        assertThat(cell.C_m()[node]).isZero();
        assertThat(cell.g_L()[node]).isZero();
      }
    }
    // soma(0), radTprox(1), radTdist(1), 2 x lm_medium, 2 x rad_medium, 2 x oriprox
    assertThat(junctions).isEqualTo(9);
    assertThat(cell.nodes()).isEqualTo(compartments.size() + junctions);
  }

  @Test
  void shouldJoinHalfCompartmentsInSeries() {
    // two cylinders of one compartment each; between: 5 um of diameter 10, 10 um of diameter 2
    Morphology cell =
        new Morphology(
            "two",
            List.of(
                new Section("soma", Type.SOMA, -1, 0, cylinder(0, 10, 10)),
                new Section("dend", Type.BASAL, 0, 1, cylinder(10, 30, 2))));
    Cell nodes = Compartments.of(cell, MEMBRANE).cell();
    assertThat(nodes.nodes()).isEqualTo(2);
    double slenderness = 4 / Math.PI * (5 / 100.0 + 10 / 4.0); // 1/um
    assertThat(1 / nodes.g_axial()[1]).isCloseTo(150 * slenderness * 1e-5, within(1e-15)); // GOhm
  }

  @Test
  void shouldIntegrateTaper() {
    List<Point> cone = List.of(new Point(0, 0, 0, 4), new Point(0, 0, 30, 1));
    SectionPath path = new SectionPath(cone);
    // integral of 4 / (pi d(l)^2) over the cone: 4 l / (pi d0 d1)
    assertThat(path.slenderness(0, 30)).isCloseTo(30 / Math.PI, within(1e-12));
    assertThat(path.slenderness(0, 11) + path.slenderness(11, 30))
        .isCloseTo(path.slenderness(0, 30), within(1e-12));
    assertThat(path.area(0, 30))
        .isCloseTo(Math.PI * 2.5 * Math.sqrt(30 * 30 + 1.5 * 1.5), within(1e-9));
    assertThat(path.meanDiameter(0, 30)).isCloseTo(2.5, within(1e-12));
  }

  @Test
  void shouldHangSectionsOnTheMiddleOfASoma() {
    Morphology cell =
        new Morphology(
            "middle",
            List.of(
                new Section("soma", Type.SOMA, -1, 0, cylinder(0, 10, 10)),
                new Section("a", Type.BASAL, 0, 0.5, cylinder(5, 25, 2)),
                new Section("b", Type.BASAL, 0, 0.5, cylinder(5, -15, 2)),
                new Section("c", Type.BASAL, 1, 0, cylinder(5, 20, 2)),
                new Section("d", Type.BASAL, 3, 0, cylinder(5, 20, 2))));
    Cell nodes = Compartments.of(cell, MEMBRANE).cell();
    assertThat(nodes.kind()).doesNotContain(SourceKind.NONE);
    assertThat(nodes.parent()).containsExactly(-1, 0, 0, 0, 0);
  }

  @Test
  void shouldRefuseMoreCompartmentsThanTheSolverTakes() {
    Morphology cell =
        new Morphology(
            "giant.swc", List.of(new Section("soma", Type.SOMA, -1, 0, cylinder(0, 2e6, 1))));
    assertThatThrownBy(() -> Compartments.of(cell, MEMBRANE))
        .isInstanceOf(ProbeException.class)
        .hasMessage(
            "giant.swc: 86833 compartments of 0.1 length constants at 100 Hz, at most 32768 are"
                + " allowed");
  }

  private static List<Point> cylinder(double from, double to, double diameter) {
    return List.of(new Point(0, 0, from, diameter), new Point(0, 0, to, diameter));
  }

  private static double length(double[] ends) {
    return Math.sqrt(
        Math.pow(ends[3] - ends[0], 2)
            + Math.pow(ends[4] - ends[1], 2)
            + Math.pow(ends[5] - ends[2], 2));
  }
}
