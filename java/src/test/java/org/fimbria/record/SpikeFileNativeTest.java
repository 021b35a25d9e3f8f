package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.fimbria.natives.NativeException;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpikeFileNativeTest {
  private static final List<String> POPULATIONS =
      List.of("Right_CA1_excitatory", "Right_CA1_inhibitory", "Left_CA1_excitatory");
  private static final int STEPS = 3000;

  @TempDir Path folder;

  private String write(Path path, int epochSteps) {
    RecordHash hash = new RecordHash();
    try (SpikeFile file = new SpikeFile(path, POPULATIONS, 0.1, 1, hash)) {
      for (int step = 0; step < STEPS; step += epochSteps) {
        file.append(0, Packets.of(step, Packets.pattern(step, epochSteps, 3)));
      }
    }
    return hash.hex();
  }

  @Test
  void shouldMeetEachRequirementOfSonataForSpikes() throws Exception {
    Path path = folder.resolve(SpikeFile.NAME);
    write(path, 20);
    assertThat(Readers.h5py("check_spikes.py", path, STEPS, String.join(",", POPULATIONS)))
        .containsExactly(
            "ok: magic is a uint32 0x0A7A at the root",
            "ok: version is two uint32 at the root",
            "ok: /spikes has one group per population",
            "ok: sorting is an enum by_time",
            "ok: timestamps are double",
            "ok: timestamps have units ms",
            "ok: node_ids are uint64",
            "ok: as many timestamps as node_ids",
            "ok: spikes are sorted by time",
            "ok: every spike has its id and time");
  }

  @Test
  void shouldOpenWithH5dump() throws Exception {
    Path path = folder.resolve(SpikeFile.NAME);
    write(path, 20);
    assertThat(String.join("\n", Readers.h5dump(path)))
        .contains("H5T_IEEE_F64LE", "H5T_STD_U64LE", "H5T_ENUM");
  }

  @Test
  void shouldHashTheSameForEveryEpoch() {
    String reference = write(folder.resolve("a.h5"), 1);
    assertThat(reference).hasSize(64);
    assertThat(write(folder.resolve("b.h5"), 20)).isEqualTo(reference);
    assertThat(write(folder.resolve("c.h5"), STEPS)).isEqualTo(reference);
  }

  @Test
  void shouldTakePacketsOfSomePopulations() throws Exception {
    Path path = folder.resolve(SpikeFile.NAME);
    try (SpikeFile file = new SpikeFile(path, POPULATIONS, 0.1, 0, new RecordHash())) {
      file.append(2, Packets.of(4, new int[][][] {{{7}}}));
    }
    assertThat(Readers.h5py("print_dataset.py", path, "/spikes/Left_CA1_excitatory/node_ids"))
        .containsExactly("[7]");
    assertThat(Readers.h5py("print_dataset.py", path, "/spikes/Right_CA1_excitatory/node_ids"))
        .containsExactly("[]");
  }

  @Test
  void shouldSortExactTimesWithinAStep() throws Exception {
    Path path = folder.resolve(SpikeFile.NAME);
    try (SpikeFile file = new SpikeFile(path, POPULATIONS, 0.5, 0, new RecordHash())) {
      SpikePacket packet = Packets.of(10, new int[][][] {{{3, 4, 5}}, {{6}}});
      file.append(0, Packets.withOffsets(packet, 0, 0.25, 0.25, 0.5), SpikeTimes.EXACT);
    }
    assertThat(Readers.h5py("print_dataset.py", path, "/spikes/Right_CA1_excitatory/timestamps"))
        .containsExactly("[5.25, 5.25, 5.5, 5.5]");
    assertThat(Readers.h5py("print_dataset.py", path, "/spikes/Right_CA1_excitatory/node_ids"))
        .containsExactly("[4, 5, 3, 6]");
  }

  @Test
  void shouldRefuseSpikesOfThePastAndGoOn() throws Exception {
    Path path = folder.resolve(SpikeFile.NAME);
    try (SpikeFile file = new SpikeFile(path, POPULATIONS, 0.5, 0, new RecordHash())) {
      file.append(0, Packets.of(10, new int[][][] {{{1}}}));
      assertThatThrownBy(() -> file.append(0, Packets.of(10, new int[][][] {{{1}}})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("spikes of step 10 come after those of step 10");
      file.append(0, Packets.of(11, new int[][][] {{{2}}}));
    }
    assertThat(Readers.h5py("print_dataset.py", path, "/spikes/Right_CA1_excitatory/timestamps"))
        .containsExactly("[5.5, 6.0]");
  }

  @Test
  void shouldNameTheFileThatIsThereAlready() {
    Path path = folder.resolve(SpikeFile.NAME);
    write(path, 20);
    assertThatThrownBy(() -> write(path, 20))
        .isInstanceOf(NativeException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("File exists");
  }

  @Test
  void shouldMakeNamesThatAreLinks() {
    assertThat(Sonata.population("Right Field CA1 / dorsal", "excitatory"))
        .isEqualTo("Right_Field_CA1_dorsal_excitatory");
  }
}
