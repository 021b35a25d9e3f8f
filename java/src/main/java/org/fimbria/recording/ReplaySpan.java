package org.fimbria.recording;

import java.util.OptionalDouble;
import org.fimbria.experiment.Experiment;
import org.fimbria.record.Sampling;

/**
 * Which steps of a recorded run are replayed.
 *
 * @param begin first step that is replayed: from here cells leave their rest
 * @param first first step of the first sample that is written
 * @param end step after the last one
 */
record ReplaySpan(long begin, long first, long end) {
  /** Cells begin at rest so many time constants of the membrane before the first sample. */
  private static final double LEAD_IN = 10;

  private static final double TOLERANCE = 1e-9;

  /**
   * Of the samples between two times.
   *
   * @param fromMs empty: the begin of the run
   * @param toMs empty: the end of what is recorded
   * @throws RunDirectoryException if there are none
   */
  static ReplaySpan of(
      Experiment experiment, long recordedSteps, OptionalDouble fromMs, OptionalDouble toMs) {
    double dt = experiment.dtMs();
    double interval = experiment.record().lfp().intervalMs();
    long samples = (long) (recordedSteps * dt / interval + TOLERANCE);
    if (samples == 0) {
      throw new RunDirectoryException(
          "record.lfp.interval: %s ms; allowed: at most the %s ms that are recorded"
              .formatted(interval, (float) (recordedSteps * dt)));
    }
    long steps = Math.round(interval / dt);
    long from = boundary("--from", fromMs.orElse(0), interval, 0, samples - 1);
    long to = boundary("--to", toMs.orElse(samples * interval), interval, from + 1, samples);
    long lead = (long) Math.ceil(LEAD_IN * experiment.record().lfp().tau_m() / interval);
    return new ReplaySpan(Math.max(0, from - lead) * steps, from * steps, to * steps);
  }

  private static long boundary(String option, double ms, double interval, long least, long most) {
    double samples = ms / interval;
    long whole = Math.round(samples);
    boolean fits = Math.abs(samples - whole) <= TOLERANCE * Math.max(1, whole);
    if (!fits || whole < least || whole > most) {
      throw new RunDirectoryException(
          "%s: %s ms; allowed: %s to %s ms, in steps of record.lfp.interval = %s ms"
              .formatted(
                  option, ms, (float) (least * interval), (float) (most * interval), interval));
    }
    return whole;
  }

  /** Samples that are computed before the first one that is written. */
  long skipped(Experiment experiment) {
    return (first - begin) / Math.round(experiment.record().lfp().intervalMs() / experiment.dtMs());
  }

  /** What the files say. */
  Sampling sampling(Experiment experiment) {
    return new Sampling(first * experiment.dtMs(), experiment.record().lfp().intervalMs());
  }
}
