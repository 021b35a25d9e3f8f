package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcogFileNativeTest {
  @TempDir Path folder;

  @Test
  void shouldHoldEveryBitOfTheSignalsAndWhereTheyComeFrom() throws Exception {
    Path path = folder.resolve(EcogFile.NAME);
    EcogFile.Layout layout =
        new EcogFile.Layout(
            List.of("A1", "B\u00e92"),
            new double[][] {{40, 80, 79.5}, {94, 80, 69}},
            List.of("CA1", "CA2", "CA3"),
            Set.of(0),
            new double[][] {{1, 2, 3}, {4, 5, 6.5}},
            "uV",
            0.25);
    RecordHash hash = new RecordHash();
    try (EcogFile file = new EcogFile(path, layout, Sampling.every(0.9765625), 1, hash)) {
      for (int row = 0; row < 1000; row += 20) {
        file.append(20, Samples.of(row, 20, 1, 2));
      }
    }
    assertThat(hash.parts()).containsOnlyKeys("ecog.h5/data");
    assertThat(Readers.h5py("check_ecog.py", path, 1000))
        .containsExactly(
            "ok: row k is of the middle of its interval",
            "ok: sensors are named and have places",
            "ok: regions are named and proxies flagged",
            "ok: gains are [sensor][region]",
            "ok: units and noise are told",
            "ok: every value has all its bits");
  }
}
