package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.fimbria.probe.Morphology.Point;
import org.fimbria.probe.Morphology.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class BuiltInMorphologiesTest {
  static final java.util.List<String> NAMES = BuiltInMorphologies.NAMES;

  @ParameterizedTest
  @CsvSource({
    "pyramidal, 27, 2360, 13038, -150, 614",
    "pyramidal-published, 27, 2360, 13038, -150, 614",
    "basket, 17, 1820, 11938, -212, 427"
  })
  void shouldHaveThePublishedSectionsLengthAreaAndHeight(
      String name, int sections, double length, double area, double bottom, double top) {
    Morphology cell = BuiltInMorphologies.of(name);
    assertThat(cell.sections()).hasSize(sections);
    assertThat(cell.length()).isCloseTo(length, within(1e-9));
    assertThat(cell.area()).isCloseTo(area, within(0.5));
    assertThat(z(cell).min().orElseThrow()).isCloseTo(bottom, within(0.5));
    assertThat(z(cell).max().orElseThrow()).isCloseTo(top, within(0.5));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void shouldBeginEverySectionWhereItHangsOnItsParent(String name) {
    Morphology cell = BuiltInMorphologies.of(name);
    for (Section section : cell.sections().subList(1, cell.sections().size())) {
      Section parent = cell.sections().get(section.parent());
      Point place = section.at() == 0 ? parent.points().getFirst() : parent.points().getLast();
      assertThat(section.points().getFirst().distance(place)).as(section.name()).isZero();
    }
  }

  @Test
  void shouldSpreadTheBasalDendritesToBothSidesUnlessAsPublished() {
    assertThat(end("pyramidal", "oriprox1").y()).isPositive();
    assertThat(end("pyramidal", "oriprox2").y()).isNegative();
    assertThat(end("pyramidal-published", "oriprox1").x()).isGreaterThan(50);
    assertThat(end("pyramidal-published", "oriprox2").y()).isPositive();
  }

  private static DoubleStream z(Morphology cell) {
    return cell.sections().stream()
        .flatMap(section -> section.points().stream())
        .mapToDouble(Point::z);
  }

  private static Point end(String cell, String section) {
    return BuiltInMorphologies.of(cell).sections().stream()
        .filter(candidate -> candidate.name().equals(section))
        .findFirst()
        .orElseThrow()
        .points()
        .getLast();
  }
}
