package org.fimbria.cosim;

/**
 * The division of a run into epochs, in integer steps.
 *
 * <p>Step n covers [n dt, (n + 1) dt); epoch k covers steps [k s, (k + 1) s); the last epoch may be
 * shorter.
 *
 * @param dtMs integration step
 * @param stepsPerEpoch s
 * @param totalSteps steps of the whole run
 */
public record Epochs(double dtMs, int stepsPerEpoch, long totalSteps) {

  /** Checks the numbers. */
  public Epochs {
    if (!(dtMs > 0) || stepsPerEpoch < 1 || totalSteps < 1) {
      throw new IllegalArgumentException(
          "dt %s ms, %d steps per epoch, %d steps".formatted(dtMs, stepsPerEpoch, totalSteps));
    }
  }

  /** Number of epochs. */
  public long count() {
    return Math.ceilDiv(totalSteps, stepsPerEpoch);
  }

  /** First step of an epoch. */
  public long firstStep(long epoch) {
    return epoch * stepsPerEpoch;
  }

  /** Steps of an epoch. */
  public int steps(long epoch) {
    return (int) Math.min(stepsPerEpoch, totalSteps - firstStep(epoch));
  }
}
