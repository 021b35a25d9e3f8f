package org.fimbria.cosim;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.link.Link;
import org.fimbria.natives.SpikePacket;
import org.fimbria.spiking.SpikingNetwork;

/**
 * Spikes to the rate of a population: the mean over the last {@code window} up to and including
 * each step,
 *
 * <pre>r(n) = 1 / (N W dt) sum_{m = n - W + 1}^{n} h(m)    [kHz]</pre>
 *
 * where h(m) counts the spikes of step m. The sum is kept in integers, so nothing accumulates.
 */
final class SpikesToRate implements Transformer {
  private final double perSpike;
  private final int[] window;
  private final SpikePacket spikes = new SpikePacket();
  private long sum;
  private long spikesIn;
  private long ratesOut;

  /**
   * Makes the transformer of one region.
   *
   * @param neurons size N of the population
   * @param windowSteps width W of the window
   */
  SpikesToRate(long neurons, int windowSteps, double dtMs) {
    perSpike = 1.0 / (neurons * (windowSteps * dtMs));
    window = new int[windowSteps];
  }

  /** Of one region: its first population is what the other regions hear. */
  static SpikesToRate of(CoSimulationPlan plan, SpikingNetwork.Region region) {
    int windowSteps = plan.steps(plan.experiment().transfer().windowMs());
    return new SpikesToRate(region.sizes().getFirst(), windowSteps, plan.epochs().dtMs());
  }

  @Override
  public long transform(long firstStep, int steps, MemorySegment in, Link.Sender out) {
    long bytes = (long) steps * Double.BYTES;
    MemorySegment rates = out.transfer(bytes);
    spikes.read(in);
    for (int step = 0; step < steps; step++) {
      int count = spikes.end(step, 0) - spikes.begin(step, 0);
      int place = (int) ((firstStep + step) % window.length);
      sum += count - window[place];
      window[place] = count;
      rates.setAtIndex(ValueLayout.JAVA_DOUBLE, step, sum * perSpike);
    }
    spikesIn += spikes.count();
    ratesOut += steps;
    return bytes;
  }

  @Override
  public long valuesIn() {
    return spikesIn;
  }

  @Override
  public long valuesOut() {
    return ratesOut;
  }
}
