package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.fimbria.record.LfpRegion.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfpFileNativeTest {
  static final List<LfpRegion> REGIONS =
      List.of(
          new LfpRegion(
              "Right Field CA1",
              "three sites",
              List.of(new Site("a", 0, -18, 25), new Site("b", 0, 0, 50), new Site("ç", 1, 2, 3)),
              0.3,
              "kernel"),
          new LfpRegion(
              "Left Field CA1", "one site", List.of(new Site("deep", 1, 0, -7)), 0.4, "full"));

  @TempDir Path folder;

  private LfpFile create(Path path, int level, RecordHash hash) {
    return new LfpFile(path, REGIONS, Sampling.every(0.5), level, hash);
  }

  @Test
  void shouldHoldEveryBitOfThePotentialsSiteBySite() throws Exception {
    Path path = folder.resolve(LfpFile.NAME);
    try (LfpFile file = create(path, 1, new RecordHash())) {
      file.writeSomata(0, "excitatory", new double[] {1, 2, 3, 4, 5, 6});
      for (int row = 0; row < 5000; row += 20) {
        file.append(0, 20, Samples.of(row, 20, 1, 3));
        file.append(1, 20, Samples.of(row, 20, 1, 1));
      }
    }
    assertThat(Readers.h5py("check_lfp.py", path, 5000))
        .containsExactly(
            "ok: the middle of sample k is t_start + k interval",
            "ok: regions have a group each",
            "ok: potentials are in mV, sites x time",
            "ok: every value has all its bits",
            "ok: sites are named",
            "ok: sites have places in um",
            "ok: the electrode and its medium are described",
            "ok: cells have places in um");
  }

  @Test
  void shouldBeReadableByOthersWhileItIsWritten() throws Exception {
    Path path = folder.resolve(LfpFile.NAME);
    try (LfpFile file = create(path, 1, new RecordHash())) {
      file.append(0, 2, Samples.of(0, 2, 1, 3));
      file.flush();
      file.append(0, 1, Samples.of(2, 1, 1, 3));
      assertThat(Readers.h5py("print_dataset.py", path, "/Right_Field_CA1/data"))
          .containsExactly(
              "[[0.0, 0.1], [0.0009765625, 0.1009765625], [0.001953125, 0.101953125]]");
    }
  }

  @Test
  void shouldHashValuesInTheOrderOfTimeHoweverTheyAreCut() {
    RecordHash whole = new RecordHash();
    RecordHash pieces = new RecordHash();
    try (LfpFile file = create(folder.resolve("a.h5"), 1, whole);
        LfpFile cut = create(folder.resolve("b.h5"), 0, pieces)) {
      file.append(0, 1000, Samples.of(0, 1000, 1, 3));
      for (int row = 0; row < 1000; row++) {
        cut.append(0, 1, Samples.of(row, 1, 1, 3));
      }
      assertThat(pieces.hex()).isEqualTo(whole.hex());
      cut.append(1, 1, Samples.of(0, 1, 1, 1));
      assertThat(pieces.hex()).isNotEqualTo(whole.hex());
    }
    assertThat(whole.parts().keySet())
        .containsExactly("lfp.h5/Left_Field_CA1/data", "lfp.h5/Right_Field_CA1/data");
  }
}
