package org.fimbria.recording;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.fimbria.natives.LfpEngine;
import org.fimbria.probe.LfpLayout;

/**
 * An engine for the local field potential of each region, fed with the packets of a run: during it
 * and afterwards. Nothing is allocated per packet.
 */
final class LfpEngines implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final List<LfpEngine> engines = new ArrayList<>();
  private final MemorySegment[][] arrivals;
  private final MemorySegment[] rows;
  private final int[] capacity;

  /** What takes the samples of a region, [rows][sites] mV. */
  interface Samples {
    void accept(int region, long rows, MemorySegment samples);
  }

  /** Makes the engines, at rest. */
  LfpEngines(List<LfpLayout> layouts) {
    arrivals = new MemorySegment[layouts.size()][];
    rows = new MemorySegment[layouts.size()];
    capacity = new int[layouts.size()];
    try {
      for (int i = 0; i < rows.length; i++) {
        LfpEngine.Config config = layouts.get(i).config();
        engines.add(new LfpEngine(config));
        arrivals[i] = new MemorySegment[config.inputs()];
        capacity[i] = engines.get(i).maxRows();
        long bytes = (long) capacity[i] * config.sites().length * Double.BYTES;
        rows[i] = arena.allocate(bytes, Double.BYTES);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Runs the steps of the packets.
   *
   * @param spikes of all populations of the network
   * @param inputs packet of each region, not looked at where the region has no input
   */
  void advance(MemorySegment spikes, MemorySegment[] inputs, Samples samples) {
    for (int i = 0; i < rows.length; i++) {
      if (arrivals[i].length > 0) {
        arrivals[i][0] = inputs[i];
      }
      LfpEngine engine = engines.get(i);
      engine.advance(spikes, arrivals[i]);
      samples.accept(i, engine.samples(rows[i], capacity[i]), rows[i]);
    }
  }

  @Override
  public void close() {
    engines.forEach(LfpEngine::close);
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
