package org.fimbria.connectome;

import org.fimbria.natives.Random;

/** Where a generated connectome takes its random numbers from. */
@FunctionalInterface
public interface Draws {
  /** The generator of the kernels, streams {@link Random#CONNECTOME}. */
  Draws PHILOX =
      (seed, purpose, entity, n) ->
          Random.normals(seed, Random.CONNECTOME | purpose, entity, 0, 0, n);

  /**
   * Independent standard normal numbers, a pure function of the arguments.
   *
   * @param seed key
   * @param purpose what the numbers are for, index of the stream
   * @param entity region of one hemisphere
   * @param n how many
   */
  double[] normals(long seed, int purpose, int entity, int n);
}
