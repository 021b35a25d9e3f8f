package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.natives.SpikeTrains;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What enters the spiking regions, on the disk and back. */
class InputsFileNativeTest {
  private static final List<String> REGIONS = List.of("Right Field CA1", "CA3");
  private static final int STEPS = 200;

  @TempDir Path folder;

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void closeMemory() {
    arena.close();
  }

  /** The packet of a region's trains: rates that change with each step. */
  private MemorySegment packet(int region, long firstStep, int steps) {
    double[] rate_hz = new double[steps];
    for (int step = 0; step < steps; step++) {
      rate_hz[step] = 500 + (firstStep + step) * 7 % 1000;
    }
    MemorySegment packet = arena.allocate(SpikeTrains.recipeBytes(steps), Long.BYTES);
    var process =
        region == 0
            ? SpikeTrains.Process.MULTIPLE_INTERACTION
            : SpikeTrains.Process.SINGLE_INTERACTION;
    long[] sizes = {800, 200};
    try (var trains = new SpikeTrains(46, region, 0.1, process, 0.25, sizes, steps)) {
      trains.recipe(firstStep, steps, rate_hz, packet);
    }
    return packet;
  }

  private RecordHash write(Path path, int... epochs) {
    RecordHash hash = new RecordHash();
    try (InputsFile file = new InputsFile(path, REGIONS, 0.1, 4, hash)) {
      int step = 0;
      for (int epoch = 0; step < STEPS; epoch++) {
        int steps = Math.min(epochs[epoch % epochs.length], STEPS - step);
        for (int region = 0; region < REGIONS.size(); region++) {
          file.append(region, packet(region, step, steps));
        }
        step += steps;
      }
    }
    return hash;
  }

  @Test
  void shouldGiveBackThePacketsWhateverTheirLength() {
    Path path = folder.resolve(InputsFile.NAME);
    write(path, 20);
    for (int region = 0; region < REGIONS.size(); region++) {
      RecordedInputs recorded = new RecordedInputs(path, REGIONS.get(region));
      assertThat(recorded.steps()).isEqualTo(STEPS);
      for (int steps : new int[] {1, 20, 33}) {
        MemorySegment again = recorded.packet(60, steps);
        MemorySegment sent = packet(region, 60, steps);
        assertThat(again.asSlice(0, sent.byteSize()).mismatch(sent)).isNegative();
      }
    }
  }

  @Test
  void shouldHaveTheSameHashHoweverItWasCut() {
    assertThat(write(folder.resolve("b.h5"), 1, 7, 33).hex())
        .isEqualTo(write(folder.resolve("a.h5"), 20).hex());
  }

  @Test
  void shouldBeReadableWithoutAStep() {
    Path path = folder.resolve(InputsFile.NAME);
    new InputsFile(path, REGIONS, 0.1, 4, new RecordHash()).close();
    assertThat(new RecordedInputs(path, "CA3").steps()).isZero();
  }

  @Test
  void shouldBeReadByH5py() throws Exception {
    Path path = folder.resolve(InputsFile.NAME);
    write(path, 20);
    assertThat(Readers.h5py("print_dataset.py", path, "/inputs/CA3/mean").getFirst())
        .startsWith("[0.0375");
  }

  @Test
  void shouldRefuseThePacketsOfSpikes() {
    Path path = folder.resolve(InputsFile.NAME);
    MemorySegment spikes = Packets.of(0, new int[][][] {{{1}}}).segment();
    try (InputsFile file = new InputsFile(path, REGIONS, 0.1, 4, new RecordHash())) {
      assertThatThrownBy(() -> file.append(0, spikes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("recipe");
    }
  }
}
