package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.fimbria.natives.TrainRecipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appending to a file allocates nothing once its buffers have grown; flushing may. */
class AllocationNativeTest {
  private static final int WARM = 1000;
  private static final int MEASURED = 1000;

  /** Half the smallest object: a buffer may still grow once. */
  private static final double ALLOWED_BYTES = 8.0 * MEASURED;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  @Test
  void shouldNotAllocateWhenRatesAreAppended() {
    MemorySegment samples = Samples.of(0, 2, 2, 3);
    List<Variable> variables = List.of(new Variable("E", "kHz"), new Variable("I", "kHz"));
    RegionFile.Layout layout =
        new RegionFile.Layout(
            RegionFile.RATES, List.of("a", "b", "c"), Set.of(1), variables, 1.0, 1.0);
    Path path = folder.resolve("rates.h5");
    try (RegionFile file = new RegionFile(path, layout, 4, new RecordHash())) {
      assertThat(bytes(_ -> file.append(2, samples))).isLessThan(ALLOWED_BYTES);
    }
  }

  @Test
  void shouldNotAllocateWhenPotentialsAreAppended() {
    MemorySegment samples = Samples.of(0, 2, 1, 3);
    try (LfpFile file =
        new LfpFile(
            folder.resolve("lfp.h5"),
            LfpFileNativeTest.REGIONS,
            Sampling.every(1.0),
            4,
            new RecordHash())) {
      assertThat(bytes(_ -> file.append(0, 2, samples))).isLessThan(ALLOWED_BYTES);
    }
  }

  @Test
  void shouldNotAllocateWhenInputsAreAppended() {
    MemorySegment packet = Arena.ofAuto().allocate(SpikeTrains.recipeBytes(2), Long.BYTES);
    TrainRecipe.Stream stream = new TrainRecipe.Stream(46, 0.01, 3, 4);
    TrainRecipe.write(stream, 0, 2, 0, new long[] {1, 2}, new double[] {0.5, 0.25}, packet);
    try (InputsFile file =
        new InputsFile(folder.resolve("inputs.h5"), List.of("a", "b"), 0.1, 4, new RecordHash())) {
      assertThat(bytes(_ -> file.append(1, packet))).isLessThan(ALLOWED_BYTES);
    }
  }

  @Test
  void shouldNotAllocateWhenMembranesAreAppended() {
    MemorySegment samples = Samples.of(0, 2, 2, 3);
    MembraneFile.Report report =
        new MembraneFile.Report(
            "CA1",
            List.of(0L, 1L, 2L),
            List.of(new Variable("V_m", "mV"), new Variable("w", "pA")),
            10);
    try (MembraneFile file =
        new MembraneFile(
            folder.resolve("membrane.h5"), List.of(report), 0.1, 4, new RecordHash())) {
      assertThat(bytes(_ -> file.append(0, 2, samples))).isLessThan(ALLOWED_BYTES);
    }
  }

  @Test
  void shouldNotAllocateWhenSpikesAreAppended() {
    int[][][] ids = {{{1, 5}, {7}}, {{}, {2, 3, 4}}};
    SpikePacket[] packets = new SpikePacket[WARM + MEASURED];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = Packets.withOffsets(Packets.of(2L * i, ids), 0.1, 0.2, 0.3, 0.1, 0.2, 0.3);
    }
    SpikePacket read = new SpikePacket();
    try (SpikeFile file =
        new SpikeFile(folder.resolve("spikes.h5"), List.of("a", "b"), 0.1, 4, new RecordHash())) {
      LongConsumer append =
          i -> {
            read.read(packets[(int) i].segment());
            file.append(0, read, SpikeTimes.EXACT);
          };
      assertThat(bytes(append)).isLessThan(ALLOWED_BYTES);
    }
  }

  /** Bytes that this thread allocates in the calls after the first {@link #WARM}. */
  private double bytes(LongConsumer action) {
    long before = 0;
    for (int i = 0; i < WARM + MEASURED; i++) {
      if (i == WARM) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      action.accept(i);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
