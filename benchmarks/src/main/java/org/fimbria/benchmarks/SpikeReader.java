package org.fimbria.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikingEngine;

/** Reads an engine's spikes into memory of its own that grows as needed. */
public final class SpikeReader implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private MemorySegment memory = arena.allocate(1 << 16, Long.BYTES);

  /** The spikes of the last advance of consecutive populations; valid until the next call. */
  public SpikePacket read(SpikingEngine engine, int firstPopulation, int populations) {
    long bytes = engine.spikes(firstPopulation, populations, memory);
    while (bytes > memory.byteSize()) {
      memory = arena.allocate(2 * bytes, Long.BYTES);
      bytes = engine.spikes(firstPopulation, populations, memory);
    }
    return new SpikePacket(memory.asSlice(0, bytes));
  }

  @Override
  public void close() {
    arena.close();
  }
}
