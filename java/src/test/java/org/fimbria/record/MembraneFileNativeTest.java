package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.fimbria.record.MembraneFile.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembraneFileNativeTest {
  private static final int ROWS = 1203;
  private static final List<Variable> VARIABLES =
      List.of(new Variable("V_m", "mV"), new Variable("w", "pA"), new Variable("g_ex", "nS"));

  /** Three neurons every 0.3 ms, two every 0.1 ms. */
  private static final List<Report> REPORTS =
      List.of(
          new Report("CA1_excitatory", List.of(4L, 8L, 15L), VARIABLES, 3),
          new Report("CA1_inhibitory", List.of(0L, 1L), VARIABLES.subList(0, 1), 1));

  @TempDir Path folder;

  private String write(Path path, int rowsPerCall, int level) {
    RecordHash hash = new RecordHash();
    try (MembraneFile file = new MembraneFile(path, REPORTS, 0.1, level, hash)) {
      for (int row = 0; row < ROWS; row += rowsPerCall) {
        file.append(0, rowsPerCall, Samples.of(row, rowsPerCall, 3, 3));
        file.append(1, rowsPerCall, Samples.of(row, rowsPerCall, 1, 2));
      }
    }
    return hash.hex();
  }

  @Test
  void shouldMeetEachRequirementOfSonataForReports() throws Exception {
    Path path = folder.resolve(MembraneFile.NAME);
    write(path, 3, 1);
    assertThat(Readers.h5py("check_membrane.py", path, ROWS))
        .containsExactly(
            "ok: magic is a uint32 0x0A7A at the root",
            "ok: version is two uint32 at the root",
            "ok: /report has one group per population and variable",
            "ok: data is float, frames by elements, chunked",
            "ok: data has units",
            "ok: node_ids are uint64",
            "ok: index_pointers are uint64, one more than nodes",
            "ok: index_pointer is the same for BMTK",
            "ok: element_ids are uint32, 1 for point neurons",
            "ok: element_pos are float, 1 for point neurons",
            "ok: time is double start, stop, step in ms",
            "ok: stop is behind the last frame, also for readers that cut",
            "ok: population and variable are attributes",
            "ok: every value is the nearest float");
  }

  @Test
  void shouldHoldItsTimesAfterEachFlush() throws Exception {
    Path path = folder.resolve(MembraneFile.NAME);
    try (MembraneFile file = new MembraneFile(path, REPORTS, 0.1, 1, new RecordHash())) {
      file.append(1, 5, Samples.of(0, 5, 1, 2));
      file.flush();
      assertThat(Readers.h5py("print_dataset.py", path, "/report/CA1_inhibitory_V_m/mapping/time"))
          .containsExactly("[0.1, 0.6000000000000001, 0.1]");
      assertThat(
              Readers.h5py("print_dataset.py", path, "/report/CA1_excitatory_w/mapping/node_ids"))
          .containsExactly("[4, 8, 15]");
    }
  }

  @Test
  void shouldHashTheSameForEveryCutAndLevel() {
    String reference = write(folder.resolve("a.h5"), 1, 0);
    assertThat(write(folder.resolve("b.h5"), 3, 1)).isEqualTo(reference);
    assertThat(write(folder.resolve("c.h5"), ROWS, 9)).isEqualTo(reference);
  }

  @Test
  void shouldCloseTwice() {
    MembraneFile file = new MembraneFile(folder.resolve("a.h5"), REPORTS, 0.1, 1, new RecordHash());
    file.close();
    file.close();
    assertThat(folder.resolve("a.h5")).isNotEmptyFile();
  }
}
