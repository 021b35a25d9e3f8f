package org.fimbria.check;

/**
 * One comparison.
 *
 * @param subject which parameter set, variant or variable
 * @param reference file
 * @param limit in the tolerance's unit
 * @param measured in the tolerance's unit, NaN if nothing could be measured
 * @param note figures behind the measured value, or why there is none
 */
public record Row(
    Tolerance tolerance,
    String subject,
    String reference,
    double limit,
    double measured,
    String note) {

  /** Whether the measured value is within its limit. */
  public boolean passed() {
    return tolerance.allows(measured, limit);
  }

  /** The same with the figures behind it. */
  Row noting(String format, Object... args) {
    return new Row(tolerance, subject, reference, limit, measured, format.formatted(args));
  }
}
