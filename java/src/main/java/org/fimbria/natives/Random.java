package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.natives.gen.Fimbria;

/**
 * Random numbers as pure functions of (seed, stream, entity, step, draw): Philox4x32-10, the same
 * generator and the same numbers as inside the kernels ({@code fimbria/random.h}).
 */
public final class Random {
  static {
    NativeLibrary.ensureLoaded();
  }

  /** Streams of generated connectomes; entity: link. */
  public static final int CONNECTOME = Fimbria.FIM_STREAM_CONNECTOME() << 24;

  /** Streams of initial states; entity: region. The spiking engine uses the indices from 0. */
  public static final int INITIAL_STATE = Fimbria.FIM_STREAM_INITIAL_STATE() << 24;

  /** Streams of where cells of an LFP stand; entity: attempt, index: population. */
  public static final int CELLS = Fimbria.FIM_STREAM_CELLS() << 24;

  private Random() {}

  /** Uniform numbers in the open interval (0, 1), two per draw. */
  public static double[] uniforms(long seed, int stream, int entity, int step, int draw, int n) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE, n);
      NativeLibrary.check(
          Fimbria.fim_random_uniforms(seed, stream, entity, step, draw, n, out),
          "fim_random_uniforms");
      return out.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  /** Standard normal numbers, two per draw. */
  public static double[] normals(long seed, int stream, int entity, int step, int draw, int n) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE, n);
      NativeLibrary.check(
          Fimbria.fim_random_normals(seed, stream, entity, step, draw, n, out),
          "fim_random_normals");
      return out.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }
}
