package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.natives.gen.Fimbria;

/**
 * The kernels of libfimbria for different instruction sets, such as {@code x86-64-v4}. An engine
 * takes the variant that is chosen when it is made; without a choice the environment's {@link
 * #ENVIRONMENT}, else the widest that this machine runs.
 */
public final class NativeVariants {
  /** Environment variable that names the variant of a whole process. */
  public static final String ENVIRONMENT = "FIMBRIA_NATIVE_VARIANT";

  static {
    NativeLibrary.ensureLoaded();
  }

  private NativeVariants() {}

  /** All that were compiled, narrowest first. */
  public static List<String> compiled() {
    return names(IntStream.range(0, Fimbria.fim_native_variant_count()));
  }

  /** Those that this machine runs, narrowest first. */
  public static List<String> runnable() {
    return names(
        IntStream.range(0, Fimbria.fim_native_variant_count())
            .filter(index -> Fimbria.fim_native_variant_runs(index) == 1));
  }

  /**
   * The one that the next engine takes.
   *
   * @throws NativeException if the environment names one that this machine does not run
   */
  public static String inUse() {
    MemorySegment name = Fimbria.fim_native_variant();
    if (name.equals(MemorySegment.NULL)) {
      NativeLibrary.check(Fimbria.FIM_E_ARGUMENT(), "fim_native_variant");
    }
    return name.getString(0);
  }

  /**
   * Chooses the variant of the engines that are made from now on.
   *
   * @throws NativeException if it is not one of {@link #runnable()}
   */
  public static void select(String name) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(Fimbria.fim_native_select(arena.allocateFrom(name)), "fim_native_select");
    }
  }

  /** As if none had been chosen. */
  public static void selectDefault() {
    NativeLibrary.check(Fimbria.fim_native_select(MemorySegment.NULL), "fim_native_select");
  }

  private static List<String> names(IntStream indices) {
    return indices.mapToObj(index -> Fimbria.fim_native_variant_name(index).getString(0)).toList();
  }
}
