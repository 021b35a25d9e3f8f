package org.fimbria.record;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.natives.SpikePacket;

/** Spike packets made in Java, byte by byte as fimbria/spikes.h says. */
final class Packets {
  private static final long HEADER = 32;

  private Packets() {}

  /** A packet of [step][group][ids]. */
  static SpikePacket of(long firstStep, int[][][] ids) {
    int steps = ids.length;
    int groups = ids[0].length;
    int count = 0;
    for (int[][] step : ids) {
      for (int[] group : step) {
        count += group.length;
      }
    }
    MemorySegment segment = Arena.ofAuto().allocate(SpikePacket.bytes(steps, groups, count), 8);
    segment.set(ValueLayout.JAVA_LONG, 0, firstStep);
    segment.set(ValueLayout.JAVA_LONG, 8, count);
    segment.set(ValueLayout.JAVA_INT, 16, steps);
    segment.set(ValueLayout.JAVA_INT, 20, groups);
    MemorySegment words = segment.asSlice(HEADER);
    int begin = 0;
    int run = 0;
    for (int[][] step : ids) {
      for (int[] group : step) {
        words.setAtIndex(ValueLayout.JAVA_INT, run++, begin);
        for (int id : group) {
          words.setAtIndex(ValueLayout.JAVA_INT, (long) steps * groups + 1 + begin++, id);
        }
      }
    }
    words.setAtIndex(ValueLayout.JAVA_INT, run, begin);
    return new SpikePacket(segment);
  }

  /** A packet with the offset of each spike behind it. */
  static SpikePacket withOffsets(SpikePacket packet, double... offsets) {
    MemorySegment segment = Arena.ofAuto().allocate(packet.bytesWithOffsets(), 8);
    segment.copyFrom(packet.segment());
    long begin = segment.byteSize() - (long) offsets.length * Double.BYTES;
    MemorySegment.copy(offsets, 0, segment, ValueLayout.JAVA_DOUBLE, begin, offsets.length);
    return new SpikePacket(segment);
  }

  /** Deterministic spikes of {@code groups} groups: [step][group][ids], ids ascending. */
  static int[][][] pattern(long firstStep, int steps, int groups) {
    int[][][] ids = new int[steps][groups][];
    for (int s = 0; s < steps; s++) {
      for (int g = 0; g < groups; g++) {
        ids[s][g] = new int[(int) ((firstStep + s + g) % 3)];
        for (int i = 0; i < ids[s][g].length; i++) {
          ids[s][g][i] = (int) ((firstStep + s) % 7) + 10 * i;
        }
      }
    }
    return ids;
  }
}
