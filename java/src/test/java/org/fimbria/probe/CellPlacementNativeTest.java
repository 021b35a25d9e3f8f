package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.natives.Random;
import org.fimbria.probe.CellPlacement.Cylinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellPlacementNativeTest {
  private static final Cylinder CA1 = new Cylinder(2000, -50, 50);

  @Test
  void shouldBeUniformInTheCylinderAndInRotation() {
    CellPlacement cells = CellPlacement.of(46, 0, List.of(20_000L), CA1).getFirst();
    double n = cells.rotation().length;
    double r2 = 0;
    double x = 0;
    double z = 0;
    for (int cell = 0; cell < n; cell++) {
      double[] at = Arrays.copyOfRange(cells.soma(), 3 * cell, 3 * cell + 3);
      assertThat(Math.hypot(at[0], at[1])).isLessThanOrEqualTo(2000);
      assertThat(at[2]).isBetween(-50.0, 50.0);
      r2 += (at[0] * at[0] + at[1] * at[1]) / n;
      x += at[0] / n;
      z += at[2] / n;
    }
    // Standard errors: R^2 / sqrt(12 n), R / sqrt(4 n), 100 / sqrt(12 n); 5 of them.
    assertThat(r2).isCloseTo(2e6, within(5 * 4e6 / Math.sqrt(12 * n)));
    assertThat(x).isCloseTo(0, within(5 * 2000 / Math.sqrt(4 * n)));
    assertThat(z).isCloseTo(0, within(5 * 100 / Math.sqrt(12 * n)));
    assertThat(Arrays.stream(cells.rotation()).average().orElseThrow())
        .isCloseTo(Math.PI, within(5 * 2 * Math.PI / Math.sqrt(12 * n)));
  }

  @ParameterizedTest
  @CsvSource({"12, -5, 5, 400", "40, 3, 3, 500", "3, -200, 800, 900"})
  void shouldKeepSomataOfAllPopulationsApartAndOffTheShaft(
      double radius, double low, double high, long cells) {
    List<CellPlacement> placed =
        CellPlacement.of(7, 0, List.of(cells, cells / 2), new Cylinder(radius, low, high));
    double[] all = placed.stream().flatMapToDouble(one -> Arrays.stream(one.soma())).toArray();
    assertThat(nearest(all)).isGreaterThanOrEqualTo(1);
    assertThat(
            IntStream.range(0, all.length / 3)
                .filter(i -> all[3 * i + 2] >= -150 && all[3 * i + 2] <= 700)
                .mapToDouble(i -> Math.hypot(all[3 * i], all[3 * i + 1])))
        .allMatch(distance -> distance >= 1);
    assertThat(drawnAgain(7, 0, placed.getFirst(), radius)).as("rejections").isPositive();
  }

  @Test
  void shouldGiveEachCellItsOwnNumbersWhateverElseThereIs() {
    List<CellPlacement> two = CellPlacement.of(46, 2, List.of(800L, 200L), CA1);
    CellPlacement longer = CellPlacement.of(46, 2, List.of(900L), CA1).getFirst();
    CellPlacement alone = CellPlacement.of(46, 3, List.of(200L), CA1).getFirst();
    assertThat(Arrays.copyOf(longer.soma(), 2400)).isEqualTo(two.getFirst().soma());
    assertThat(Arrays.copyOf(longer.rotation(), 800)).isEqualTo(two.getFirst().rotation());
    assertThat(alone.soma()).isEqualTo(two.getLast().soma());
    assertThat(CellPlacement.of(47, 3, List.of(200L), CA1).getFirst().soma())
        .isNotEqualTo(alone.soma());
  }

  @Test
  void shouldRefuseACylinderWithoutRoom() {
    assertThatThrownBy(() -> CellPlacement.of(1, 0, List.of(100L), new Cylinder(2, 0, 2)))
        .isInstanceOf(ProbeException.class)
        .hasMessage(
            "record.lfp.radius: 2.0 um: no room for 100 somata 1.0 um apart"
                + " between 0.0 and 2.0 um");
  }

  /** Cells that are not where their first numbers put them. */
  private static long drawnAgain(long seed, int population, CellPlacement cells, double radius) {
    int n = cells.rotation().length;
    double[] first = Random.uniforms(seed, Random.CELLS + population, 0, 0, 0, 4 * n);
    return IntStream.range(0, n)
        .filter(i ->
            cells.soma()[3 * i]
                != radius
                    * Math.sqrt(first[4 * i])
                    * StrictMath.cos(2 * Math.PI * first[4 * i + 1]))
        .count();
  }

  private static double nearest(double[] soma) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < soma.length; i += 3) {
      for (int j = 0; j < i; j += 3) {
        double dx = soma[i] - soma[j];
        double dy = soma[i + 1] - soma[j + 1];
        double dz = soma[i + 2] - soma[j + 2];
        nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy + dz * dz));
      }
    }
    return nearest;
  }
}
