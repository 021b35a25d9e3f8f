package org.fimbria.natives;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_recipe;
import org.fimbria.natives.gen.fim_recipe_step;
import org.fimbria.natives.gen.fim_spike_packet;

/**
 * Reading and writing packets that hold the recipe of spike trains ({@code fimbria/spikes.h}).
 *
 * <p>The object can {@link #read} one packet after another without new memory.
 */
public final class TrainRecipe {
  private static final long RECIPE = fim_spike_packet.sizeof();
  private static final long PROBABILITY = RECIPE + fim_recipe.probability$offset();
  private static final long STEPS = RECIPE + fim_recipe.sizeof();
  private static final long STEP = fim_recipe_step.sizeof();
  private static final long EVENTS = STEPS + fim_recipe_step.events$offset();
  private static final long MEAN = STEPS + fim_recipe_step.mean$offset();

  private MemorySegment packet = MemorySegment.NULL;

  /**
   * What all packets of a region's trains have in common.
   *
   * @param seed of the trains
   * @param probability with which a neuron keeps an event of the reference
   * @param index of the streams
   * @param groups blocks of neurons
   */
  public record Stream(long seed, double probability, int index, int groups) {}

  /**
   * Reads another packet.
   *
   * @param from memory that starts with the packet's header
   * @throws IllegalArgumentException if it holds the spikes themselves
   */
  public void read(MemorySegment from) {
    if (fim_spike_packet.kind(from) != Fimbria.FIM_PACKET_RECIPE()) {
      throw new IllegalArgumentException("a packet of spikes where a recipe is read");
    }
    packet = from;
  }

  /** First step of the packet. */
  public long firstStep() {
    return fim_spike_packet.first_step(packet);
  }

  /** Number of steps. */
  public int steps() {
    return fim_spike_packet.steps(packet);
  }

  /** What the packet has in common with the others of its region. */
  public Stream stream() {
    MemorySegment recipe = packet.asSlice(RECIPE);
    return new Stream(
        fim_recipe.seed(recipe),
        fim_recipe.probability(recipe),
        fim_recipe.index(recipe),
        fim_spike_packet.groups(packet));
  }

  /** Copies the events of the reference in each step, and the mean number of private ones. */
  public void copySteps(long[] events, double[] mean) {
    int steps = steps();
    for (int step = 0; step < steps; step++) {
      events[step] = packet.get(ValueLayout.JAVA_LONG, EVENTS + step * STEP);
      mean[step] = packet.get(ValueLayout.JAVA_DOUBLE, MEAN + step * STEP);
    }
  }

  /**
   * Adds the spikes that a neuron gets on average over the draws, step by step, so that a sum over
   * packets does not depend on where one ends.
   */
  public double addMeanSpikes(double before) {
    int steps = steps();
    double kept = packet.get(ValueLayout.JAVA_DOUBLE, PROBABILITY);
    double sum = before;
    for (int step = 0; step < steps; step++) {
      sum += kept * packet.get(ValueLayout.JAVA_LONG, EVENTS + step * STEP);
      sum += packet.get(ValueLayout.JAVA_DOUBLE, MEAN + step * STEP);
    }
    return sum;
  }

  /**
   * Writes the packet of consecutive steps.
   *
   * @param events of the reference, by step; those from {@code from} on are written
   * @param mean number of private events, by step
   * @param out at least {@link SpikeTrains#recipeBytes} long
   */
  public static void write(
      Stream stream,
      long firstStep,
      int steps,
      int from,
      long[] events,
      double[] mean,
      MemorySegment out) {
    out.asSlice(0, STEPS).fill((byte) 0);
    fim_spike_packet.first_step(out, firstStep);
    fim_spike_packet.steps(out, steps);
    fim_spike_packet.groups(out, stream.groups());
    fim_spike_packet.kind(out, Fimbria.FIM_PACKET_RECIPE());
    MemorySegment recipe = out.asSlice(RECIPE);
    fim_recipe.seed(recipe, stream.seed());
    fim_recipe.probability(recipe, stream.probability());
    fim_recipe.index(recipe, stream.index());
    for (int step = 0; step < steps; step++) {
      out.set(ValueLayout.JAVA_LONG, EVENTS + step * STEP, events[from + step]);
      out.set(ValueLayout.JAVA_DOUBLE, MEAN + step * STEP, mean[from + step]);
    }
  }
}
