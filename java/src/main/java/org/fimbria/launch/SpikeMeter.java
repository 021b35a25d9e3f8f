package org.fimbria.launch;

import java.lang.foreign.MemorySegment;
import org.fimbria.cosim.Sink;
import org.fimbria.natives.SpikePacket;

/** Counts the spikes of each population. */
final class SpikeMeter implements Sink {
  private final long[] counts;

  SpikeMeter(int populations) {
    counts = new long[populations];
  }

  long count(int population) {
    return counts[population];
  }

  @Override
  public void append(MemorySegment data) {
    SpikePacket packet = new SpikePacket(data);
    for (int step = 0; step < packet.steps(); step++) {
      for (int population = 0; population < counts.length; population++) {
        counts[population] += packet.end(step, population) - packet.begin(step, population);
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
