package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionFileNativeTest {
  private static final List<String> REGIONS = List.of("CA1", "Subículum", "CA3");
  private static final List<Variable> VARIABLES =
      List.of(new Variable("E", "kHz"), new Variable("I", "kHz"));

  @TempDir Path folder;

  private RegionFile create(Path path, int level, RecordHash hash) {
    return new RegionFile(
        path,
        new RegionFile.Layout(RegionFile.RATES, REGIONS, Set.of(0), VARIABLES, 0.5, 0.5),
        level,
        hash);
  }

  @Test
  void shouldHoldEveryBitOfTheState() throws Exception {
    Path path = folder.resolve(RegionFile.RATES);
    try (RegionFile file = create(path, 1, new RecordHash())) {
      for (int row = 0; row < 5000; row += 20) {
        file.append(20, Samples.of(row, 20, 2, 3));
      }
    }
    assertThat(Readers.h5py("check_rates.py", path, 5000))
        .containsExactly(
            "ok: row k is at t_start + k interval",
            "ok: regions are named",
            "ok: proxies are flagged",
            "ok: variables have units",
            "ok: every value has all its bits");
  }

  @Test
  void shouldBeReadableByOthersWhileItIsWritten() throws Exception {
    Path path = folder.resolve(RegionFile.RATES);
    try (RegionFile file = create(path, 1, new RecordHash())) {
      file.append(1, Samples.of(0, 1, 2, 3));
      file.flush();
      file.append(1, Samples.of(1, 1, 2, 3));
      assertThat(Readers.h5py("print_dataset.py", path, "/I"))
          .containsExactly("[[1000.0, 1000.0009765625, 1000.001953125]]");
    }
    assertThat(String.join(" ", Readers.h5dump(path))).contains("( 2, 3 )");
  }

  @Test
  void shouldHashDifferentDataDifferently() {
    RecordHash hash = new RecordHash();
    RecordHash other = new RecordHash();
    try (RegionFile file = create(folder.resolve("a.h5"), 1, hash);
        RegionFile longer = create(folder.resolve("b.h5"), 1, other)) {
      file.append(2, Samples.of(0, 2, 2, 3));
      longer.append(2, Samples.of(0, 2, 2, 3));
      assertThat(other.hex()).isEqualTo(hash.hex());
      longer.append(1, Samples.of(2, 1, 2, 3));
      assertThat(other.hex()).isNotEqualTo(hash.hex());
    }
  }
}
