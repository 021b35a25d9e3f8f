package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.exceptions.HdfException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spikes on the disk become the packets that they were. */
class RecordedSpikesNativeTest {
  private static final List<String> POPULATIONS = List.of("CA1_excitatory", "CA1_inhibitory");

  /** More spikes than are read at once. */
  private static final int STEPS = 80_000;

  @TempDir Path folder;

  private Path write() {
    Path path = folder.resolve(SpikeFile.NAME);
    try (SpikeFile file = new SpikeFile(path, POPULATIONS, 0.1, 1, new RecordHash())) {
      for (int step = 0; step < STEPS; step += 1000) {
        file.append(0, Packets.of(step, Packets.pattern(step, 1000, 2)));
      }
    }
    return path;
  }

  private static void assertSame(MemorySegment read, int firstStep, int steps) {
    SpikePacket packet = Packets.of(firstStep, Packets.pattern(firstStep, steps, 2));
    MemorySegment expected = packet.segment();
    assertThat(read.asSlice(0, packet.bytes()).mismatch(expected.asSlice(0, packet.bytes())))
        .isNegative();
  }

  @Test
  void shouldGiveBackThePacketsWhateverTheirLength() {
    Path path = write();
    for (int steps : new int[] {7, 100, 40_000}) {
      try (RecordedSpikes spikes = new RecordedSpikes(path, POPULATIONS, 0.1)) {
        assertThat(spikes.steps()).isEqualTo(STEPS);
        for (int step = 0; step + steps <= STEPS; step += steps) {
          assertSame(spikes.packet(step, steps), step, steps);
        }
      }
    }
  }

  @Test
  void shouldPassOverWhatComesBefore() {
    try (RecordedSpikes spikes = new RecordedSpikes(write(), POPULATIONS, 0.1)) {
      assertSame(spikes.packet(70_001, 50), 70_001, 50);
    }
  }

  @Test
  void shouldFindTheStepsOfExactTimes() {
    Path path = folder.resolve(SpikeFile.NAME);
    int[][][] ids = {{{3, 4, 4, 5}, {}}, {{6}, {1}}};
    try (SpikeFile file = new SpikeFile(path, POPULATIONS, 0.1, 1, new RecordHash())) {
      SpikePacket packet = Packets.of(10, ids);
      file.append(
          0, Packets.withOffsets(packet, 0, 0.07, 0.02, 1e-17, 0.0999999, 0.05), SpikeTimes.EXACT);
    }
    try (RecordedSpikes spikes = new RecordedSpikes(path, POPULATIONS, 0.1)) {
      SpikePacket read = new SpikePacket(spikes.packet(10, 2));
      MemorySegment expected = Packets.of(10, ids).segment();
      assertThat(read.segment().asSlice(0, expected.byteSize()).mismatch(expected)).isNegative();
    }
  }

  @Test
  void shouldReadARunWithoutSpikes() {
    Path path = folder.resolve(SpikeFile.NAME);
    new SpikeFile(path, POPULATIONS, 0.1, 1, new RecordHash()).close();
    try (RecordedSpikes spikes = new RecordedSpikes(path, POPULATIONS, 0.1)) {
      assertThat(spikes.steps()).isZero();
      assertThat(new SpikePacket(spikes.packet(0, 10)).count()).isZero();
    }
  }

  @Test
  void shouldRefuseAFileThatLacksAPopulation() {
    Path path = write();
    assertThatThrownBy(() -> new RecordedSpikes(path, List.of("CA3_excitatory"), 0.1))
        .isInstanceOf(HdfException.class)
        .hasMessageContaining("CA3_excitatory");
  }
}
