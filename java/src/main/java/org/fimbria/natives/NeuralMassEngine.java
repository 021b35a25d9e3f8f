package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_monitor;
import org.fimbria.natives.gen.fim_neuralmass_config;

/**
 * Regions of neural masses joined by delays, in C ({@code fimbria/neuralmass.h}). One thread at a
 * time.
 */
public final class NeuralMassEngine implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  /** Integration schemes; noise turns Heun into stochastic Heun. */
  public enum Integrator {
    EULER(Fimbria.FIM_EULER()),
    HEUN(Fimbria.FIM_HEUN()),
    RK4(Fimbria.FIM_RK4());

    private final int code;

    Integrator(int code) {
      this.code = code;
    }
  }

  /**
   * What is sampled: sample k is of the steps from {@code rint(k intervalMs / dt)} to {@code
   * rint((k + 1) intervalMs / dt)}.
   *
   * @param mean whether it is the mean of the states at their ends, else the last of them
   * @param couplingOnly whether it is the coupling variable only, else all variables
   */
  public record Monitor(double intervalMs, boolean mean, boolean couplingOnly) {
    /** The whole state at the end of each interval. */
    public static Monitor state(double intervalMs) {
      return new Monitor(intervalMs, false, false);
    }

    /** Variables in a sample of a brain that has so many. */
    public int variables(int ofState) {
      return couplingOnly ? 1 : ofState;
    }
  }

  /**
   * Everything that defines the engine.
   *
   * @param model name in {@link ModelTables#massModels()}
   * @param params in the order of the model's table
   * @param weights [target][source]
   * @param delay_steps [target][source]
   * @param initial [variable][region], also the history before time 0
   * @param noise [variable] diffusion D of {@code dy = f dt + sqrt(2 D) dW}
   * @param proxies regions integrated elsewhere, ascending
   * @param monitors what is sampled
   * @param max_steps largest number of steps of one call
   */
  public record Config(
      long seed,
      double dtMs,
      String model,
      Integrator integrator,
      double[] params,
      double[][] weights,
      int[][] delay_steps,
      double[][] initial,
      double[] noise,
      int[] proxies,
      List<Monitor> monitors,
      int max_steps) {}

  private final Arena arena = Arena.ofShared();
  private final MemorySegment firstStep = arena.allocate(ValueLayout.JAVA_LONG);
  private final MemorySegment rows = arena.allocate(ValueLayout.JAVA_INT);
  private final MemorySegment values;
  private final MemorySegment state;
  private MemorySegment handle;

  /** Makes the engine at time 0. */
  public NeuralMassEngine(Config config) {
    values = arena.allocate(ValueLayout.JAVA_DOUBLE, Math.max(0, config.max_steps()));
    state =
        arena.allocate(
            ValueLayout.JAVA_DOUBLE, (long) config.initial().length * config.weights().length);
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment struct = fim_neuralmass_config.allocate(temporary);
      int regions = config.weights().length;
      MemorySegment delays = temporary.allocate(ValueLayout.JAVA_INT, (long) regions * regions);
      for (int target = 0; target < regions; target++) {
        MemorySegment.copy(
            config.delay_steps()[target],
            0,
            delays,
            ValueLayout.JAVA_INT,
            (long) target * regions * Integer.BYTES,
            regions);
      }
      fim_neuralmass_config.params(
          struct, temporary.allocateFrom(ValueLayout.JAVA_DOUBLE, config.params()));
      fim_neuralmass_config.weights(struct, Matrices.segment(temporary, config.weights()));
      fim_neuralmass_config.delay_steps(struct, delays);
      fim_neuralmass_config.initial(struct, Matrices.segment(temporary, config.initial()));
      fim_neuralmass_config.noise(
          struct, temporary.allocateFrom(ValueLayout.JAVA_DOUBLE, config.noise()));
      fim_neuralmass_config.proxy(
          struct, temporary.allocateFrom(ValueLayout.JAVA_INT, config.proxies()));
      fim_neuralmass_config.seed(struct, config.seed());
      fim_neuralmass_config.dt_ms(struct, config.dtMs());
      fim_neuralmass_config.model(struct, ModelTables.massModel(config.model()));
      fim_neuralmass_config.integrator(struct, config.integrator().code);
      fim_neuralmass_config.regions(struct, regions);
      fim_neuralmass_config.proxies(struct, config.proxies().length);
      fim_neuralmass_config.monitor(struct, monitors(temporary, config.monitors()));
      fim_neuralmass_config.monitors(struct, config.monitors().size());
      fim_neuralmass_config.max_steps(struct, config.max_steps());
      MemorySegment out = temporary.allocate(ValueLayout.ADDRESS);
      NativeLibrary.check(Fimbria.fim_neuralmass_create(struct, out), "fim_neuralmass_create");
      handle = out.get(ValueLayout.ADDRESS, 0);
    }
  }

  /** Integrates {@code steps} more steps. */
  public void advance(int steps) {
    NativeLibrary.check(Fimbria.fim_neuralmass_advance(handle, steps), "fim_neuralmass_advance");
  }

  /**
   * Delivers a proxy's coupling variable at the ends of consecutive steps.
   *
   * @throws IllegalArgumentException if there are fewer values than steps
   * @throws NativeException if the steps are not those that come next, or a value is not allowed
   */
  public void setProxy(int region, long firstStep, int steps, double[] value) {
    checkLength(value, region, firstStep, steps);
    MemorySegment.copy(value, 0, values, ValueLayout.JAVA_DOUBLE, 0, withinBuffer(steps));
    NativeLibrary.check(
        Fimbria.fim_neuralmass_set_proxy(handle, region, firstStep, steps, values),
        "fim_neuralmass_set_proxy");
  }

  /** Coupling of one region for consecutive steps, which may lie ahead of the integration. */
  public void coupling(int region, long firstStep, int steps, double[] out) {
    checkLength(out, region, firstStep, steps);
    NativeLibrary.check(
        Fimbria.fim_neuralmass_coupling(handle, region, firstStep, steps, values),
        "fim_neuralmass_coupling");
    MemorySegment.copy(values, ValueLayout.JAVA_DOUBLE, 0, out, 0, steps);
  }

  /** The present state, [variable][region]; that of proxies is NaN. */
  public double[] state() {
    NativeLibrary.check(Fimbria.fim_neuralmass_state(handle, state), "fim_neuralmass_state");
    return state.toArray(ValueLayout.JAVA_DOUBLE);
  }

  /**
   * Writes samples that are complete and were not fetched yet, [rows][variables][regions].
   *
   * @param monitor place among those of the configuration
   * @return rows written
   */
  public int samples(int monitor, MemorySegment out, long capacityRows) {
    NativeLibrary.check(
        Fimbria.fim_neuralmass_samples(handle, monitor, out, capacityRows, firstStep, rows),
        "fim_neuralmass_samples");
    return rows.get(ValueLayout.JAVA_INT, 0);
  }

  @Override
  public void close() {
    if (handle != null) {
      Fimbria.fim_neuralmass_destroy(handle);
      handle = null;
      arena.close();
    }
  }

  private static MemorySegment monitors(Arena arena, List<Monitor> monitors) {
    MemorySegment array = fim_monitor.allocateArray(monitors.size(), arena);
    for (int i = 0; i < monitors.size(); i++) {
      MemorySegment struct = fim_monitor.asSlice(array, i);
      fim_monitor.interval_ms(struct, monitors.get(i).intervalMs());
      fim_monitor.mean(struct, monitors.get(i).mean() ? 1 : 0);
      fim_monitor.coupling_only(struct, monitors.get(i).couplingOnly() ? 1 : 0);
    }
    return array;
  }

  /** Steps that the buffer holds; the library refuses more than these by name. */
  private int withinBuffer(int steps) {
    return Math.clamp(steps, 0, (int) (values.byteSize() / Double.BYTES));
  }

  private static void checkLength(double[] values, int region, long firstStep, int steps) {
    if (values.length < steps) {
      throw new IllegalArgumentException(
          "region %d from step %d: %d values for %d steps"
              .formatted(region, firstStep, values.length, steps));
    }
  }
}
