package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.natives.gen.Fimbria;

/** The functions that the neural-mass engine integrates, for any points: to look at and to test. */
public final class MassFunctions {
  static {
    NativeLibrary.ensureLoaded();
  }

  private MassFunctions() {}

  /**
   * Right-hand side of a model, [variable][point].
   *
   * @param model name in {@link ModelTables#massModels()}
   * @param params in the order of the model's table
   * @param state [variable][point]
   * @param c [point] coupling
   */
  public static double[][] derivative(String model, double[] params, double[][] state, double[] c) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = Matrices.segment(arena, state);
      NativeLibrary.check(
          Fimbria.fim_neuralmass_derivative(
              ModelTables.massModel(model),
              array(arena, params),
              c.length,
              Matrices.segment(arena, state),
              array(arena, c),
              out),
          "fim_neuralmass_derivative");
      return Matrices.rows(out, state.length, c.length);
    }
  }

  /**
   * Transfer function of the mean-field AdEx, kHz; all arrays [point].
   *
   * @param params of {@code mean_field_adex_2}, in the order of its table
   * @param nu_e rates of the own excitatory population, kHz
   * @param nu_i rates of the own inhibitory population, kHz
   * @param x_e rates of excitatory input from elsewhere, kHz
   * @param x_i rates of inhibitory input from elsewhere, kHz
   * @param W adaptation, pA
   */
  public static double[] transfer(
      double[] params,
      boolean inhibitory,
      double[] nu_e,
      double[] nu_i,
      double[] x_e,
      double[] x_i,
      double[] W) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE, nu_e.length);
      NativeLibrary.check(
          Fimbria.fim_mean_field_adex_transfer(
              array(arena, params),
              inhibitory ? 1 : 0,
              nu_e.length,
              array(arena, nu_e),
              array(arena, nu_i),
              array(arena, x_e),
              array(arena, x_i),
              array(arena, W),
              out),
          "fim_mean_field_adex_transfer");
      return out.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  private static MemorySegment array(Arena arena, double[] values) {
    return arena.allocateFrom(ValueLayout.JAVA_DOUBLE, values);
  }
}
