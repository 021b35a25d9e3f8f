package org.fimbria.recording;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.fimbria.cosim.Sink;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikingEngine.SpikeTimes;
import org.fimbria.record.SpikeFile;

/** Counts the spikes of each population and writes them where a file is wanted. */
final class SpikeSink implements Sink {
  private final long[] counts;
  private final Optional<SpikeFile> file;
  private final SpikeTimes times;
  private final SpikePacket packet = new SpikePacket();

  SpikeSink(int populations, SpikeTimes times, Optional<SpikeFile> file) {
    this.times = times;
    counts = new long[populations];
    this.file = file;
  }

  long count(int population) {
    return counts[population];
  }

  @Override
  public void append(MemorySegment data, long bytes) {
    packet.read(data);
    for (int step = 0; step < packet.steps(); step++) {
      for (int population = 0; population < counts.length; population++) {
        counts[population] += packet.end(step, population) - packet.begin(step, population);
      }
    }
    if (file.isPresent()) {
      file.get().append(0, packet, times);
    }
  }

  @Override
  public void flush() {
    file.ifPresent(SpikeFile::flush);
  }

  @Override
  public void close() {
    file.ifPresent(SpikeFile::close);
  }
}
