package org.fimbria.cosim;

/** The only place where the units of the two scales meet. */
public final class Units {
  private Units() {}

  /** Rate of the neural mass (kHz, spikes per ms) as a rate of the spiking scale (Hz). */
  public static double khzToHz(double khz) {
    return khz * 1e3;
  }
}
