package org.fimbria.experiment;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Electrocorticogram: signals of sensors over the brain.
 *
 * @param sensors {@link #HIPPOCAMPUS_16}, or a file, absolute
 * @param intervalMs that each sample is the mean over
 * @param scaling nA per kHz of a region's excitatory rate, and per voxel with volumes
 * @param volumes whether the current of a region grows with its volume
 * @param conductivity S/m; empty: the signal is current over distance
 * @param noise standard deviation in the unit of the signal
 */
public record EcogSpec(
    String sensors,
    double intervalMs,
    double scaling,
    boolean volumes,
    OptionalDouble conductivity,
    double noise) {
  /** No sensors. */
  static final String NONE = "none";

  /** The sensors of the reference experiment. */
  public static final String HIPPOCAMPUS_16 = "hippocampus-16";

  static final List<String> NAMES = List.of(NONE, HIPPOCAMPUS_16);
}
