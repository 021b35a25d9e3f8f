package org.fimbria.check;

/**
 * Two spike trains side by side, spike by spike.
 *
 * @param spikes of the longer train
 * @param same on the same step
 * @param farthest largest distance in steps; infinite where one train has a spike more
 */
record TrainAgreement(int spikes, int same, double farthest) {
  static final TrainAgreement NONE = new TrainAgreement(0, 0, 0);

  static TrainAgreement of(int[] own, int[] reference) {
    int pairs = Math.min(own.length, reference.length);
    int same = 0;
    int farthest = 0;
    for (int k = 0; k < pairs; k++) {
      int distance = Math.abs(own[k] - reference[k]);
      same += distance == 0 ? 1 : 0;
      farthest = Math.max(farthest, distance);
    }
    boolean unpaired = own.length != reference.length;
    return new TrainAgreement(
        Math.max(own.length, reference.length),
        same,
        unpaired ? Double.POSITIVE_INFINITY : farthest);
  }

  TrainAgreement plus(TrainAgreement other) {
    return new TrainAgreement(
        spikes + other.spikes, same + other.same, Math.max(farthest, other.farthest));
  }

  /** Share of spikes on the same step in %; nothing is as it should be when both are silent. */
  double samePercent() {
    return spikes == 0 ? 100 : 100.0 * same / spikes;
  }
}
