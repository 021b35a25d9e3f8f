package org.fimbria.report;

import java.util.OptionalDouble;

/**
 * What a reader wants to see of a run.
 *
 * @param fromMs begin; empty: that of the run, or of its last {@link #LONGEST_MS} before the end
 * @param toMs end; empty: that of the run
 */
public record Window(OptionalDouble fromMs, OptionalDouble toMs) {
  /** The length that is shown unless another one is asked for: that of the published figures. */
  public static final double LONGEST_MS = 11_000;

  /** What is shown unless something is asked for. */
  public static final Window DEFAULT = new Window(OptionalDouble.empty(), OptionalDouble.empty());

  /**
   * An interval of simulated time, [fromMs, toMs).
   *
   * @param fromMs begin
   * @param toMs end, not before the begin
   */
  public record Span(double fromMs, double toMs) {
    /** Its length. */
    public double lengthMs() {
      return toMs - fromMs;
    }
  }

  /** The part of a run of this length that is shown; empty if the run ended before. */
  public Span within(double runMs) {
    double to = Math.clamp(toMs.orElse(runMs), 0, runMs);
    double from = fromMs.orElse(Math.max(0, to - LONGEST_MS));
    return new Span(Math.clamp(from, 0, to), to);
  }
}
