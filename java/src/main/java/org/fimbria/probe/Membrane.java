package org.fimbria.probe;

/**
 * Passive properties of a cell, the same everywhere.
 *
 * @param C_m uF/cm2
 * @param R_a Ohm cm
 * @param tau_m ms; the leak is C_m / tau_m
 */
public record Membrane(double C_m, double R_a, double tau_m) {
  /** Refuses what is not &gt; 0. */
  public Membrane {
    if (!(C_m > 0) || !(R_a > 0) || !(tau_m > 0)) {
      throw new IllegalArgumentException(
          "C_m %s, R_a %s, tau_m %s must be > 0".formatted(C_m, R_a, tau_m));
    }
  }

  /** pF of an area in um2: 1 uF/cm2 = 0.01 pF/um2. */
  double capacitance(double area) {
    return C_m * area * 1e-2;
  }

  /** nS. */
  double leak(double area) {
    return capacitance(area) / tau_m;
  }

  /** Resistance along an axis of that slenderness (1/um), GOhm: 1 Ohm cm / um = 1e-5 GOhm. */
  double axialResistance(double slenderness) {
    return R_a * slenderness * 1e-5;
  }

  /**
   * Length constant at a frequency of a cylinder of 1 um, um; that of d um is sqrt(d) times as
   * long: {@code sqrt(d / (4 pi f R_a C_m))} (NEURON's lambda_f).
   */
  double lengthConstant(double frequency_hz) {
    return 1e5 * Math.sqrt(1 / (4 * Math.PI * frequency_hz * R_a * C_m));
  }
}
