package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_recipe;
import org.fimbria.natives.gen.fim_recipe_step;
import org.fimbria.natives.gen.fim_spike_packet;
import org.fimbria.natives.gen.fim_trains;

/**
 * The generator of one region's spike trains from a rate, in C ({@code fimbria/spikes.h}).
 *
 * <p>What it makes is a packet for an input of the {@link SpikingEngine}: the recipe of the trains,
 * of which the engine's threads draw the spikes of their own neurons, or the spikes themselves. The
 * spikes are the same.
 */
public final class SpikeTrains implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  /** Point processes. */
  public enum Process {
    MULTIPLE_INTERACTION(Fimbria.FIM_PROCESS_MULTIPLE_INTERACTION()),
    SINGLE_INTERACTION(Fimbria.FIM_PROCESS_SINGLE_INTERACTION()),
    INDEPENDENT(Fimbria.FIM_PROCESS_INDEPENDENT());

    private final int code;

    Process(int code) {
      this.code = code;
    }
  }

  private final Arena arena = Arena.ofShared();
  private final int populations;
  private final long neurons;
  private final MemorySegment populationSizes;
  private final MemorySegment trains;
  private final MemorySegment bytes;
  private final MemorySegment rates;

  /**
   * Prepares a generator.
   *
   * @param index stream of the region: different regions, different trains
   * @param shared fraction of shared events
   * @param populationSizes neurons of the port's populations
   * @param maxSteps largest number of steps of one call
   */
  public SpikeTrains(
      long seed,
      int index,
      double dtMs,
      Process process,
      double shared,
      long[] populationSizes,
      int maxSteps) {
    populations = populationSizes.length;
    neurons = Arrays.stream(populationSizes).sum();
    this.populationSizes = arena.allocateFrom(ValueLayout.JAVA_LONG, populationSizes);
    trains = fim_trains.allocate(arena);
    fim_trains.seed(trains, seed);
    fim_trains.population_size(trains, this.populationSizes);
    fim_trains.dt_ms(trains, dtMs);
    fim_trains.shared(trains, shared);
    fim_trains.populations(trains, populations);
    fim_trains.process(trains, process.code);
    fim_trains.index(trains, index);
    bytes = arena.allocate(ValueLayout.JAVA_LONG);
    rates = arena.allocate(ValueLayout.JAVA_DOUBLE, maxSteps);
  }

  /** Number of trains. */
  public long neurons() {
    return neurons;
  }

  /** Bytes of a packet with the recipe of {@code steps} steps. */
  public static long recipeBytes(int steps) {
    return fim_spike_packet.sizeof() + fim_recipe.sizeof() + steps * fim_recipe_step.sizeof();
  }

  /**
   * Writes the recipe of the trains of consecutive steps; allocates nothing.
   *
   * @param rate_hz total rate of each neuron's train, one value per step
   * @param out at least {@link #recipeBytes} long
   */
  public void recipe(long firstStep, int steps, double[] rate_hz, MemorySegment out) {
    MemorySegment.copy(rate_hz, 0, rates, ValueLayout.JAVA_DOUBLE, 0, steps);
    NativeLibrary.check(
        Fimbria.fim_trains_recipe(trains, firstStep, steps, rates, out, out.byteSize(), bytes),
        "fim_trains_recipe");
  }

  /**
   * Writes the spikes of a recipe.
   *
   * @param recipe what {@link #recipe} wrote
   * @return bytes of the packet; if more than {@code out} has, nothing useful was written
   */
  public long expand(MemorySegment recipe, MemorySegment out) {
    int code =
        Fimbria.fim_trains_expand(recipe, populationSizes, populations, out, out.byteSize(), bytes);
    return bytesUnlessFailed(code, "fim_trains_expand");
  }

  /**
   * Writes the spikes of the trains of consecutive steps: the recipe, expanded.
   *
   * @param rate_hz total rate of each neuron's train, one value per step
   * @return bytes of the packet; if more than {@code out} has, nothing useful was written
   */
  public long generate(long firstStep, int steps, double[] rate_hz, MemorySegment out) {
    MemorySegment.copy(rate_hz, 0, rates, ValueLayout.JAVA_DOUBLE, 0, steps);
    int code =
        Fimbria.fim_trains_generate(trains, firstStep, steps, rates, out, out.byteSize(), bytes);
    return bytesUnlessFailed(code, "fim_trains_generate");
  }

  private long bytesUnlessFailed(int code, String function) {
    if (code != Fimbria.FIM_E_CAPACITY()) {
      NativeLibrary.check(code, function);
    }
    return bytes.get(ValueLayout.JAVA_LONG, 0);
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
