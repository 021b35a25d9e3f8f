package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NwbFileNativeTest {
  private static final NwbSession SESSION =
      new NwbSession(
          "two regions of a mouse's brain, äöü",
          "test seed 1",
          Instant.parse("2026-01-02T03:04:05.678912Z"),
          Instant.parse("2026-01-02T03:04:06Z"),
          "name: test\n",
          "Fimbria 1");

  @TempDir Path folder;

  private Path write(String name, int samples) {
    Path path = folder.resolve(name);
    try (NwbFile file =
        new NwbFile(path, SESSION, LfpFileNativeTest.REGIONS, Sampling.every(0.5), 1)) {
      for (int row = 0; row < samples; row += 20) {
        file.append(0, 20, Samples.of(row, 20, 1, 3));
        file.append(1, 20, Samples.of(row, 20, 1, 1));
      }
    }
    return path;
  }

  @Test
  void shouldHaveTheStructureThatNwbReadersFollow() throws Exception {
    assertThat(Readers.h5py("check_nwb.py", write(NwbFile.NAME, 5000), 5000))
        .containsExactly(
            "ok: the file says its version, session and times",
            "ok: groups that every file has are there",
            "ok: every object has a type, a namespace and an id of its own",
            "ok: a series per region is in the module for extracellular potentials",
            "ok: potentials are volts, time x channel, with every bit",
            "ok: the middle of sample k is starting_time + k / rate in seconds",
            "ok: series lead to their rows of the table of electrodes",
            "ok: every column of the table has a row for each site",
            "ok: sites lead to their group and its device",
            "ok: sites have places along NWB's axes and the model's");
  }

  @Test
  void shouldGiveObjectsTheSameIdsInEveryRun() throws Exception {
    Path first = write("a.nwb", 20);
    Path second = write("b.nwb", 40);
    assertThat(Readers.h5py("print_ids.py", first)).hasSizeGreaterThan(20);
    assertThat(Readers.h5py("print_ids.py", second)).isEqualTo(Readers.h5py("print_ids.py", first));
  }

  @Test
  void shouldBeReadableByOthersWhileItIsWritten() throws Exception {
    Path path = folder.resolve(NwbFile.NAME);
    try (NwbFile file =
        new NwbFile(path, SESSION, LfpFileNativeTest.REGIONS, Sampling.every(0.5), 1)) {
      file.append(0, 2, Samples.of(0, 2, 1, 3));
      file.flush();
      file.append(0, 1, Samples.of(2, 1, 1, 3));
      assertThat(
              Readers.h5py(
                  "print_dataset.py", path, "/processing/ecephys/LFP/Right_Field_CA1/data"))
          .containsExactly("[[0.0, 0.0009765625, 0.001953125], [0.1, 0.1009765625, 0.101953125]]");
    }
  }
}
