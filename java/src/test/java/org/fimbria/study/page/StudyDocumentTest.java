package org.fimbria.study.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;
import org.junit.jupiter.api.Test;

class StudyDocumentTest {
  @Test
  void shouldGiveMeanDeviationAndRangeOfTheTrialsOfAPoint() {
    JsonNode values =
        StudyDocument.of(
                List.of(
                    new MadeUp("sizes", "a", 1).with(Column.MEASURED_S, 1).trial(),
                    new MadeUp("sizes", "a", 2).with(Column.MEASURED_S, 2).trial(),
                    new MadeUp("sizes", "a", 3).with(Column.MEASURED_S, 6).trial()))
            .at("/sweeps/0/curves/0/points/0/values/wall");
    assertThat(values.get(0).doubleValue()).isEqualTo(3);
    assertThat(values.get(1).doubleValue()).isCloseTo(Math.sqrt(7), within(1e-3));
    assertThat(values.get(2).doubleValue()).isEqualTo(1);
    assertThat(values.get(3).doubleValue()).isEqualTo(6);
  }

  @Test
  void shouldTakeTheSlowestSimulatorAloneForIdeal() {
    Trial trial = new MadeUp("sizes", "a", 1).spent(0.2, 0.1, 0.1, 0.8, 0.1).trial();
    JsonNode values = StudyDocument.of(List.of(trial)).at("/sweeps/0/curves/0/points/0/values");
    assertThat(values.at("/ideal/0").doubleValue()).isEqualTo(0.8);
    assertThat(values.at("/efficiency/0").doubleValue()).isCloseTo(80, within(1e-9));
    assertThat(values.has("spikingSum")).as("initialisation is missing").isFalse();
  }

  @Test
  void shouldListEveryPointOfAGridWithWhatWentWrong() throws IOException {
    JsonNode table = StudyDocument.of(Fixtures.GRID.trials()).path("table");
    assertThat(table.at("/keys"))
        .extracting(key -> key.path("name").asText())
        .containsExactly("spiking.projections.excitatory.weight", "neuralmass.coupling");
    assertThat(table.at("/keys")).allMatch(key -> key.path("numeric").booleanValue());
    assertThat(table.path("rows")).hasSize(15);
    JsonNode last = table.path("rows").get(14);
    assertThat(last.path("trials").intValue()).isZero();
    assertThat(last.path("trouble").asText()).contains("failed", "diverged");
    assertThat(last.path("performance").booleanValue()).isFalse();
    assertThat(table.path("rows").get(0).path("values").path("spikes")).hasSize(4);
  }

  @Test
  void shouldSayHowManyTrialsWereMeasuredAndWhere() throws IOException {
    JsonNode study = StudyDocument.of(Fixtures.SCALING.trials()).path("study");
    assertThat(study.path("complete").intValue()).isEqualTo(73);
    assertThat(study.path("failed").intValue()).isEqualTo(3);
    assertThat(study.path("machine").get(1)).hasToString("[\"cpu\",\"AMD EPYC\"]");
  }

  @Test
  void shouldShowAStudyThatHasNotMeasuredAnythingYet() {
    Trial failed =
        new MadeUp("sizes", "a", 1).with(Column.STATUS, "failed").with(Column.REASON, "no").trial();
    assertThat(StudyDocument.of(List.of(failed)).path("sweeps")).isEmpty();
    assertThat(StudyDocument.of(List.of()).path("table").path("rows")).isEmpty();
  }
}
