package org.fimbria.check;

/** Every quantity that is compared: how far it may be off, and why so far. */
public enum Tolerance {
  SPIKES_SAME_STEP(
      "spikes on NEST's step",
      Sense.AT_LEAST,
      99.5,
      "%",
      "the same events on the same grid; only a crossing of V_peak within rounding of a step's"
          + " end may fall beside it"),
  SPIKES_FARTHEST(
      "spike farthest from NEST's",
      Sense.AT_MOST,
      1,
      "steps",
      "a crossing at a step's end moves a spike by one step, and so those after it"),
  SPIKE_DRIFT(
      "drift of the last spike from NEST's finest resolution",
      Sense.AT_MOST,
      Double.NaN,
      "ms",
      "any scheme with resets on the grid drifts; the limit is NEST's own drift at the same"
          + " resolution"),
  EXACT_DRIFT(
      "drift of the last spike with spike_times: exact",
      Sense.AT_MOST,
      Double.NaN,
      "ms",
      "resets inside the step do not drift: a tenth of NEST's own drift, most of it that of the"
          + " finest data"),
  TRACE_V_M(
      "V_m below V_th, rms",
      Sense.AT_MOST,
      1e-3,
      "mV",
      "1e-3 ms at a slope of 1 mV/ms, a hundredth of a step; NEST's own integration is good to"
          + " 1e-7 to 4e-5 mV"),
  TRACE_W("w, largest difference", Sense.AT_MOST, 0.05, "pA", "half a percent of b = 10 pA"),
  TRACE_G(
      "g_ex and g_in, largest relative difference",
      Sense.AT_MOST,
      5.1e-9,
      "1",
      "the files have nine digits; the tolerance of NEST's integrator comes on top; below 1e-3 nS"
          + " relative to that"),
  EXACT_G(
      "g_ex and g_in against the sum of exponentials, relative",
      Sense.AT_MOST,
      1e-12,
      "1",
      "exact solution: rounding of one product a step; where g > 1e-6 of the largest weight"),
  INPUT_SPIKES(
      "spike farthest from NEST's under synaptic input, first 500 ms",
      Sense.AT_MOST,
      1,
      "steps",
      "as with constant currents; later a shifted spike meets other input"),
  NETWORK(
      "distance of network statistics in spreads of the seeds",
      Sense.AT_MOST,
      3,
      "spreads",
      "chaotic trains are compared as populations: difference of the means over 3 seeds and 2"
          + " regions each, divided by the standard deviation of one (pooled, at least the"
          + " quantity's own resolution); by chance one of 2000 is above 3"),
  TRANSFER(
      "transfer function, relative",
      Sense.AT_MOST,
      1e-10,
      "1",
      "rounding times the condition of erfc, 2 x^2; where F > 1e-30 kHz, less than a spike in the"
          + " age of the universe"),
  RIGHT_HAND_SIDE(
      "right-hand side, share of the variable's largest",
      Sense.AT_MOST,
      1e-9,
      "1",
      "second differences with h = 1e-7 kHz carry rounding of 1e-16 F / (1000 h)^2 = 1e-8 F,"
          + " weighted with C"),
  RATE(
      "E and I, largest difference",
      Sense.AT_MOST,
      1e-9,
      "kHz",
      "rounding of the finite differences, fed back over the run; the files have twelve decimals"),
  COVARIANCE(
      "C_ee, C_ei and C_ii, largest difference",
      Sense.AT_MOST,
      1e-12,
      "kHz^2",
      "a millionth of the covariances' 1e-6 kHz^2; rounding of the differences makes programs of"
          + " the same equations differ by up to 3e-14"),
  ADAPTATION(
      "W_e and W_i, largest difference",
      Sense.AT_MOST,
      Double.NaN,
      "pA",
      "what a rate wrong by 1e-9 kHz adds over the run: (b_e + b_i) t 1e-9 kHz, and 1e-9 pA for"
          + " the file's digits"),
  COUPLING("coupling of proxies, sent ahead", Sense.AT_MOST, 1e-9, "kHz", "the rates' tolerance"),
  MEAN_RATE(
      "mean rate of the brain at the end",
      Sense.AT_MOST,
      1e-6,
      "Hz",
      "the rates' tolerance of 1e-9 kHz"),
  NOISE(
      "distance of noise statistics in spreads of the seeds",
      Sense.AT_MOST,
      3,
      "spreads",
      "rms over regions of the difference of the means over seeds, divided by the standard"
          + " deviation of one seed; what all regions share, the onset, is above 3 in one of 50"),
  STRENGTH(
      "in-strength of regions, relative",
      Sense.AT_MOST,
      1e-12,
      "1",
      "rounding of a sum: the connectome is the reference's own"),
  GAIN(
      "gains of sensors, relative",
      Sense.AT_MOST,
      1e-12,
      "1",
      "rounding of a distance and a quotient; the files have 17 digits");

  private enum Sense {
    AT_MOST,
    AT_LEAST
  }

  private final String quantity;
  private final Sense sense;
  private final double limit;
  private final String unit;
  private final String reason;

  Tolerance(String quantity, Sense sense, double limit, String unit, String reason) {
    this.quantity = quantity;
    this.sense = sense;
    this.limit = limit;
    this.unit = unit;
    this.reason = reason;
  }

  /** What is compared. */
  public String quantity() {
    return quantity;
  }

  /** Unit of limit and measured value. */
  public String unit() {
    return unit;
  }

  /** Why the limit is what it is. */
  public String reason() {
    return reason;
  }

  /** The limit of every reference, NaN where it follows from the reference. */
  public double limit() {
    return limit;
  }

  /** Whether a measured value is good enough; NaN never is. */
  boolean allows(double measured, double limit) {
    return sense == Sense.AT_MOST ? measured <= limit : measured >= limit;
  }

  /** Share of the limit that a value takes up; above 1 it fails. For the worst of several. */
  double used(double measured, double limit) {
    if (!allows(measured, limit)) {
      return Double.POSITIVE_INFINITY;
    }
    return sense == Sense.AT_MOST ? limit == 0 ? 0 : measured / limit : limit / measured;
  }

  String sign() {
    return sense == Sense.AT_MOST ? "<=" : ">=";
  }

  /** A comparison with the limit that holds for every reference. */
  Row row(String subject, String reference, double measured) {
    return row(subject, reference, measured, limit);
  }

  /** A comparison with a limit of its own. */
  Row row(String subject, String reference, double measured, double limit) {
    return new Row(this, subject, reference, limit, measured, "");
  }

  /** A comparison that could not be made though the reference asks for it. */
  Row failed(String subject, String reference, String reason) {
    return new Row(this, subject, reference, limit, Double.NaN, reason);
  }
}
