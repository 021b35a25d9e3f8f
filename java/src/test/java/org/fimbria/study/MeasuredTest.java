package org.fimbria.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fimbria.cosim.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredTest {
  private static final Trial ROW = new Trial(Map.of(), new LinkedHashMap<>());

  @TempDir private Path run;

  /** Five epochs of 2 ms, the last one half as long; times in s: 1, 2, 4, 8, 16 by epoch. */
  @BeforeEach
  void writeRun() throws IOException {
    FakeRun.write(run);
  }

  @Test
  void shouldLeaveTheWarmUpOutOfTheTimers() throws IOException {
    Trial trial = Measured.complete(ROW, run, 3.0);
    assertThat(trial.number(Column.MEASURED_MS)).hasValue(5.0);
    assertThat(trial.number(Column.of("spiking", Phase.SIMULATION))).hasValue(28.0);
    assertThat(trial.number(Column.of("spiking", Phase.WAIT))).hasValue(2.8);
    assertThat(trial.number(Column.of("neuralmass", Phase.IO))).hasValue(0.28);
    assertThat(trial.number(Column.MEASURED_S)).hasValue(31.08);
    assertThat(trial.number(Column.REAL_TIME_FACTOR)).hasValue(6216.0);
    assertThat(trial.number(Column.of("spiking", Phase.INITIALISATION))).hasValue(7.0);
    assertThat(trial.number(Column.total("neuralmass"))).hasValue(50.0);
  }

  @Test
  void shouldTakeEverythingWithoutAWarmUp() throws IOException {
    Trial trial = Measured.complete(ROW, run, 0);
    assertThat(trial.number(Column.MEASURED_MS)).hasValue(9.0);
    assertThat(trial.number(Column.of("spiking", Phase.SIMULATION))).hasValue(31.0);
    assertThat(trial.isComplete()).isTrue();
  }

  @Test
  void shouldKnowWhereTheTrialWasRun() throws IOException {
    Trial trial = Measured.complete(ROW, run, 0);
    assertThat(trial.text(Column.CPU)).isEqualTo("a processor");
    assertThat(trial.text(Column.CORES)).isEqualTo("6");
    assertThat(trial.number(Column.PEAK_MEMORY_BYTES)).hasValue(123456789);
    assertThat(trial.number(Column.EXPOSED_S)).hasValue(0.5);
  }

  @Test
  void shouldRefuseAWarmUpThatLeavesNothing() {
    assertThatThrownBy(() -> Measured.complete(ROW, run, 9.0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("behind a warm_up of 9.0 ms");
  }

  @Test
  void shouldRefuseADirectoryWithoutTimers() throws IOException {
    Files.delete(run.resolve("timers.json"));
    assertThatThrownBy(() -> Measured.complete(ROW, run, 0)).isInstanceOf(IOException.class);
  }
}
