package org.fimbria.cosim;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.experiment.Experiment.RatesToSpikesSpec;
import org.fimbria.link.Link;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.TrainRecipe;
import org.fimbria.spiking.SpikingNetwork;

/**
 * A region's coupling to one spike train per neuron: a train has the rate {@code coupling *
 * synapses}, and arrives after the synaptic delay.
 *
 * <p>What it sends is the trains' recipe, some hundred bytes: it draws the events of the reference
 * train, and the spiking engine gives every neuron its copies of them. {@link SpikeTrains} knows
 * how; which correlation the trains share is its process.
 */
final class RatesToSpikes implements Transformer {
  private final SpikeTrains trains;
  private final double synapses;
  private final double[] rate_hz;
  private final double[] late;
  private final TrainRecipe recipe = new TrainRecipe();
  private long couplingIn;
  private double spikesPerNeuronOut;

  /**
   * Makes the transformer of one region.
   *
   * @param trains generator, closed with this transformer
   * @param synapses long-range synapses of a neuron
   * @param delaySteps from a spike to its arrival
   * @param maxSteps longest epoch
   */
  RatesToSpikes(SpikeTrains trains, double synapses, int delaySteps, int maxSteps) {
    this.trains = trains;
    this.synapses = synapses;
    rate_hz = new double[maxSteps + delaySteps];
    late = new double[delaySteps];
  }

  /** Of one region. */
  static RatesToSpikes of(CoSimulationPlan plan, SpikingNetwork.Region region) {
    RatesToSpikesSpec spec = plan.experiment().transfer().rates_to_spikes();
    int steps = plan.epochs().stepsPerEpoch();
    SpikeTrains trains =
        new SpikeTrains(
            plan.experiment().seed(),
            region.index(),
            plan.epochs().dtMs(),
            spec.process(),
            spec.shared(),
            region.sizes().stream().mapToLong(Long::longValue).toArray(),
            steps);
    return new RatesToSpikes(trains, spec.synapses(), plan.steps(spec.delayMs()), steps);
  }

  @Override
  public long transform(long firstStep, int steps, MemorySegment in, Link.Sender out) {
    // What arrives now was sent delaySteps earlier: the epoch's last rates wait for the next one.
    System.arraycopy(late, 0, rate_hz, 0, late.length);
    for (int step = 0; step < steps; step++) {
      double coupling = in.getAtIndex(ValueLayout.JAVA_DOUBLE, step);
      rate_hz[late.length + step] = Math.max(0, Units.khzToHz(coupling) * synapses);
    }
    System.arraycopy(rate_hz, steps, late, 0, late.length);
    long bytes = SpikeTrains.recipeBytes(steps);
    MemorySegment packet = out.transfer(bytes);
    trains.recipe(firstStep, steps, rate_hz, packet);
    recipe.read(packet);
    couplingIn += steps;
    spikesPerNeuronOut = recipe.addMeanSpikes(spikesPerNeuronOut);
    return bytes;
  }

  @Override
  public long valuesIn() {
    return couplingIn;
  }

  @Override
  public long valuesOut() {
    return Math.round(spikesPerNeuronOut * trains.neurons());
  }

  @Override
  public void close() {
    trains.close();
  }
}
