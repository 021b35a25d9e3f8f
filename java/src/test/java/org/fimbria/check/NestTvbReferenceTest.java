package org.fimbria.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The engines against NEST's and TVB's own numbers, where these are at hand. */
class NestTvbReferenceTest {
  @Test
  void shouldAgreeWithNestAndTvb() {
    Path shared =
        Optional.ofNullable(System.getenv("FIMBRIA_SHARED"))
            .map(Path::of)
            .orElse(Path.of("..", "..", "shared"));
    Path reference = shared.resolve("reference").toAbsolutePath().normalize();
    if (!Files.exists(reference)) {
      System.err.println(
          "SKIPPED: " + reference + " is missing (set FIMBRIA_SHARED to its folder)");
      Assumptions.abort(reference + " is missing");
    }
    Report report = Check.run(reference, new Check.Options(Optional.empty(), false, 1));
    assertThat(report.rows()).allSatisfy(row -> assertThat(row.passed()).as("%s", row).isTrue());
    assertThat(report.rows())
        .extracting(Row::reference)
        .contains(
            "nest/current_spike_times.csv", "tvb/cosim_A_sent_c0_kHz.csv", "tvb/ecog_gain.csv");
  }
}
