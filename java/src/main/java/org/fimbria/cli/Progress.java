package org.fimbria.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.fimbria.experiment.Experiment;

/** How far a run is: a bar on a terminal, a line for every tenth elsewhere. */
interface Progress extends AutoCloseable {
  /** Simulated time in ms. */
  void update(long simulatedMs);

  @Override
  void close();

  /** The right kind for where the output goes. */
  static Progress of(Experiment experiment, PrintWriter err) {
    String name = experiment.regime().isEmpty() ? experiment.name() : experiment.regime();
    return of(name, Math.round(experiment.durationMs()), err);
  }

  /** The same for something of another name and length. */
  static Progress of(String name, long total, PrintWriter err) {
    Console console = System.console();
    return console != null && console.isTerminal()
        ? new Bar(name, total)
        : new Lines(name, total, err);
  }

  /** For a process whose progress another one shows. */
  static Progress none() {
    return new Progress() {
      @Override
      public void update(long simulatedMs) {}

      @Override
      public void close() {}
    };
  }

  /** Wall time per simulated time since the first step; building does not count. */
  final class Clock {
    private long begun = System.nanoTime();

    double realTimeFactor(long simulatedMs) {
      if (simulatedMs <= 0) {
        begun = System.nanoTime();
        return 0;
      }
      return (System.nanoTime() - begun) * 1e-6 / simulatedMs;
    }
  }

  /** On a terminal. */
  final class Bar implements Progress {
    private final ProgressBar bar;
    private final Clock clock = new Clock();

    Bar(String name, long totalMs) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(totalMs)
              .setUnit(" ms", 1)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .build();
    }

    @Override
    public void update(long simulatedMs) {
      bar.stepTo(simulatedMs);
      bar.setExtraMessage(
          String.format(Locale.ROOT, "real-time factor %.2f", clock.realTimeFactor(simulatedMs)));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** In a pipe or file. */
  final class Lines implements Progress {
    private static final int TENTHS = 10;

    private final String name;
    private final long totalMs;
    private final PrintWriter out;
    private final Clock clock = new Clock();
    private long tenths;

    Lines(String name, long totalMs, PrintWriter out) {
      this.name = name;
      this.totalMs = totalMs;
      this.out = out;
    }

    @Override
    public void update(long simulatedMs) {
      double factor = clock.realTimeFactor(simulatedMs);
      long reached = simulatedMs * TENTHS / Math.max(totalMs, 1);
      if (reached > tenths) {
        tenths = reached;
        out.printf(
            Locale.ROOT,
            "%s: %d %%, %d of %d ms, real-time factor %.2f, %.0f s left%n",
            name,
            tenths * 100 / TENTHS,
            simulatedMs,
            totalMs,
            factor,
            (totalMs - simulatedMs) * factor * 1e-3);
        out.flush();
      }
    }

    @Override
    public void close() {}
  }
}
