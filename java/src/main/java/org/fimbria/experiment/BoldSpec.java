package org.fimbria.experiment;

/**
 * Blood oxygen level dependent signal of each region.
 *
 * @param intervalMs repetition time, a multiple of {@link #INTERIM_MS}
 */
public record BoldSpec(Model model, double intervalMs) {
  /** The signal is computed of rates averaged over this (TVB's interim step). */
  public static final double INTERIM_MS = 4;

  /** Haemodynamic models. */
  public enum Model {
    VOLTERRA,
    BALLOON_WINDKESSEL
  }
}
