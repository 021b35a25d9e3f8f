package org.fimbria.check;

/** The tolerance of each state variable of the mean-field AdEx. */
final class MassRows {
  private static final double ADAPTATION_DIGITS_PA = 1e-9;

  private MassRows() {}

  /** The comparison of one variable over a run. */
  static Row row(
      String variable,
      String subject,
      String reference,
      double difference,
      MassParameters params,
      double durationMs) {
    return switch (variable) {
      case "E", "I" -> Tolerance.RATE.row(subject, reference, difference);
      case "C_ee", "C_ei", "C_ii" -> Tolerance.COVARIANCE.row(subject, reference, difference);
      default ->
          Tolerance.ADAPTATION.row(subject, reference, difference, adaptation(params, durationMs));
    };
  }

  private static double adaptation(MassParameters params, double durationMs) {
    double increment = Math.abs(params.value("b_e")) + Math.abs(params.value("b_i"));
    return increment * durationMs * Tolerance.RATE.limit() + ADAPTATION_DIGITS_PA;
  }
}
