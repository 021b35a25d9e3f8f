package org.fimbria.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a report says of good, bad and missing comparisons. */
class ReportTableTest {
  private static Report report() {
    Report report = new Report();
    report.add(Tolerance.RATE.row("E", "tvb/ref_A_E.csv", 2e-13));
    report.add(Tolerance.RATE.row("I", "tvb/ref_A_I.csv", 3e-9));
    report.add(Tolerance.SPIKES_SAME_STEP.row("set", "nest/current_spike_times.csv", 99.6));
    report.leaveOut("tvb/notes.csv", "of no known kind");
    return report;
  }

  @Test
  void shouldPrintALineForEachComparison() {
    StringWriter text = new StringWriter();
    new ReportTable(report()).print(new PrintWriter(text, true));
    assertThat(text.toString().lines())
        .hasSize(6)
        .anySatisfy(line -> assertThat(line).matches("pass .* E .*<= 1.00e-09 kHz +2.00e-13 kHz.*"))
        .anySatisfy(line -> assertThat(line).matches("FAIL .* I .*<= 1.00e-09 kHz +3.00e-09 kHz.*"))
        .anySatisfy(line -> assertThat(line).matches("pass .*>= 99.5 % +99.6 %.*"))
        .contains("not compared: tvb/notes.csv: of no known kind")
        .contains("3 comparisons: 2 passed, 1 failed");
    assertThat(report().passed()).isFalse();
  }

  @Test
  void shouldPrintTheWorstOfEachQuantityForDocumentation() {
    StringWriter text = new StringWriter();
    new ReportTable(report()).printMarkdown(new PrintWriter(text, true), Map.of("cpu", "a cpu"));
    assertThat(text.toString().lines())
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("| E and I, largest difference | `tvb/ref_*` |")
                .contains("3.00e-09 kHz (I) | 1 of 2 passed"))
        .anySatisfy(line -> assertThat(line).contains("cpu a cpu;", "commit unknown;"));
  }

  @Test
  void shouldFailWhereNothingWasMeasuredOrCompared() {
    assertThat(new Report().passed()).isFalse();
    assertThat(Tolerance.RATE.row("E", "file", Double.NaN).passed()).isFalse();
    assertThat(Tolerance.RATE.failed("E", "file", "reason").passed()).isFalse();
  }
}
