package org.fimbria.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engines against references made by plain programs, and references that were spoilt. */
class CheckNativeTest {
  private static final Check.Options FAST = new Check.Options(Optional.empty(), false, 1);

  @TempDir private static Path references;

  @BeforeAll
  static void writeReferences() throws IOException {
    NestFolder.write(references.resolve("nest"));
    TvbFolder.write(references.resolve("tvb"));
  }

  @Test
  void shouldAgreeWithPlainPrograms() {
    Report report = Check.run(references, FAST);
    assertThat(report.rows()).allSatisfy(row -> assertThat(row.passed()).as("%s", row).isTrue());
    assertThat(report.notCompared()).isEmpty();
    assertThat(report.rows())
        .extracting(Row::tolerance)
        .contains(
            Tolerance.SPIKES_SAME_STEP,
            Tolerance.INPUT_SPIKES,
            Tolerance.EXACT_G,
            Tolerance.TRACE_V_M,
            Tolerance.TRACE_G,
            Tolerance.TRANSFER,
            Tolerance.RIGHT_HAND_SIDE,
            Tolerance.RATE,
            Tolerance.COVARIANCE,
            Tolerance.ADAPTATION,
            Tolerance.COUPLING,
            Tolerance.GAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "nest/current_spike_times.csv, 5, burst, SPIKES_FARTHEST",
    "nest/input_spike_times.csv, 5, mixed, INPUT_SPIKES",
    "nest/input_trace_burst_dt0.1.csv, 1000, 100.0, TRACE_W",
    "tvb/tf_strongly_adapting.csv, 40, '', TRANSFER",
    "tvb/rhs_strongly_adapting.csv, 12, '', RIGHT_HAND_SIDE",
    "tvb/single_strongly_adapting_c0_3Hz.csv, 30, '', RATE",
    "tvb/ref_strongly_adapting_uneven_W_e.csv, 90, '', ADAPTATION",
    "tvb/ref_strongly_adapting_uneven_final8.csv, 3, '', COVARIANCE",
    "tvb/cosim_strongly_adapting_sent_c0_kHz.csv, 500, '', COUPLING",
    "tvb/ecog_gain.csv, 2, S1, GAIN"
  })
  void shouldFailWhereAValueWasSpoilt(
      String file, int line, String begin, Tolerance tolerance, @TempDir Path copy)
      throws IOException {
    Path spoilt = copyOf(file, copy);
    String[] lines = Files.readString(spoilt).split("\n");
    assertThat(lines[line]).startsWith(begin);
    String[] cells = lines[line].split(",");
    for (int k = 1; k < cells.length; k++) {
      cells[k] =
          cells[k].matches("[-0-9.E]+")
              ? Double.toString(Double.parseDouble(cells[k]) * 1.003 + 1e-6)
              : cells[k];
    }
    lines[line] = String.join(",", cells);
    Files.writeString(spoilt, String.join("\n", lines) + "\n");

    Report report = Check.run(copy, FAST);

    assertThat(report.passed()).isFalse();
    assertThat(report.rows())
        .filteredOn(row -> !row.passed())
        .extracting(Row::tolerance)
        .contains(tolerance);
  }

  @Test
  void shouldFailWhereTheEngineRefusesTheParameters(@TempDir Path copy) throws IOException {
    Path json = copyOf("nest/reference.json", copy);
    Files.writeString(
        json, Files.readString(json).replace("\"Delta_T\" : 1.5", "\"Delta_T\" : -1.5"));
    assertThat(Check.run(copy, FAST).rows())
        .filteredOn(row -> !row.passed())
        .allSatisfy(row -> assertThat(row.note()).contains("Delta_T"))
        .isNotEmpty();
  }

  @Test
  void shouldFailWithoutTheConnectomeOfWholeBrains(@TempDir Path copy) throws IOException {
    Path weights = copyOf("tvb/connectome/weights.txt", copy);
    Files.delete(weights);
    assertThat(Check.run(copy, FAST).rows())
        .filteredOn(row -> !row.passed())
        .allSatisfy(row -> assertThat(row.note()).contains("--connectome"))
        .isNotEmpty();
    Check.Options named =
        new Check.Options(Optional.of(references.resolve("tvb/connectome")), false, 1);
    assertThat(Check.run(copy, named).passed()).isTrue();
  }

  @Test
  void shouldTellWhatItDoesNotCompare(@TempDir Path copy) throws IOException {
    Files.writeString(copyOf("tvb/notes.csv", copy), "a\n1\n");
    Files.writeString(copy.resolve("tvb/tf_other.csv"), "a\n1\n");
    assertThat(Check.run(copy, FAST).notCompared())
        .containsExactlyInAnyOrder(
            "tvb/notes.csv: of no known kind",
            "tvb/tf_other.csv: its regime is not in parameters.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nest/reference.json | { \"parameter_sets\" | line 1",
        "nest/reference.json | { \"parameter_sets\": {} } | variants is missing",
        "nest/mixed_input.csv | spike_time_ms,weight_nS | has no rows",
        "nest/current_spike_times.csv | set,variant;burst,dt0.1 | line 2 has no I_e_pA",
        "tvb/parameters.json | {} | regimes is missing",
        "tvb/tf_strongly_adapting.csv |"
            + " fe_kHz,fi_kHz,fe_ext_kHz,W_pA,TF_e_kHz,TF_i_kHz;1,x,0,0,0,0 | line 2, fi_kHz: x"
            + " is no number"
      })
  void shouldRefuseBadFilesInOneLine(String file, String content, String told, @TempDir Path copy)
      throws IOException {
    String text = content.replace(';', '\n');
    Files.writeString(copyOf(file, copy), text);
    assertThatThrownBy(() -> Check.run(copy, FAST))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldRefuseFoldersWithoutReferences(@TempDir Path empty) {
    assertThatThrownBy(() -> Check.run(empty, FAST))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("no reference");
    assertThatThrownBy(() -> Check.run(empty.resolve("none"), FAST))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("no such folder");
  }

  /** Copies the reference of a file; the file in the copy. */
  private static Path copyOf(String file, Path copy) throws IOException {
    Path reference = references.resolve(file.substring(0, file.indexOf('/')));
    try (Stream<Path> paths = Files.walk(reference)) {
      for (Path from : paths.toList()) {
        Path to = copy.resolve(references.relativize(from));
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
    }
    return copy.resolve(file);
  }
}
