package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.natives.gen.fim_spike_packet;

/**
 * Writes packets of spikes, one after another, into memory that grows to the largest and stays
 * ({@code fimbria/spikes.h}).
 */
public final class SpikePacketWriter implements AutoCloseable {
  private static final long HEADER = fim_spike_packet.sizeof();

  private final Arena arena = Arena.ofShared();
  private MemorySegment packet = MemorySegment.NULL;

  /**
   * Writes a packet.
   *
   * @param bounds [steps * groups + 1]: where each group of each step begins among the ids
   * @param ids ascending in each group of a step
   * @return memory that starts with the packet, until the next call
   */
  public MemorySegment write(long firstStep, int steps, int groups, int[] bounds, int[] ids) {
    long bytes = SpikePacket.bytes(steps, groups, bounds[steps * groups]);
    if (packet.byteSize() < bytes) {
      packet = arena.allocate(2 * bytes, Long.BYTES);
    }
    write(firstStep, steps, groups, bounds, ids, packet);
    return packet;
  }

  /** Writes a packet to memory that has room for it. */
  static void write(
      long firstStep, int steps, int groups, int[] bounds, int[] ids, MemorySegment out) {
    int runs = steps * groups + 1;
    int count = bounds[runs - 1];
    out.asSlice(0, HEADER).fill((byte) 0);
    fim_spike_packet.first_step(out, firstStep);
    fim_spike_packet.count(out, count);
    fim_spike_packet.steps(out, steps);
    fim_spike_packet.groups(out, groups);
    MemorySegment.copy(bounds, 0, out, ValueLayout.JAVA_INT, HEADER, runs);
    long begin = HEADER + (long) runs * Integer.BYTES;
    MemorySegment.copy(ids, 0, out, ValueLayout.JAVA_INT, begin, count);
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
