package org.fimbria.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.fimbria.launch.RunResult;
import org.fimbria.report.ReportPage;

/** What a run prints at its end. */
record Summary(RunResult result) {
  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %.1f ms simulated in %.2f s",
        result.failure().isEmpty() ? result.stopped() ? "stopped" : "complete" : "failed",
        result.simulatedMs(),
        result.wall().epochsS());
    if (result.simulatedMs() > 0) {
      out.printf(Locale.ROOT, ", real-time factor %.2f", result.realTimeFactor());
    }
    out.printf(
        Locale.ROOT,
        "%nbefore: start-up %.2f s; after: ending %.2f s%n",
        result.wall().startS(),
        result.wall().endingS());
    if (result.simulatedMs() > 0) {
      out.println("mean rate (Hz)");
    }
    result
        .meanRates()
        .forEach((name, rate) -> out.printf(Locale.ROOT, "  %-42s %8.3f%n", name, rate));
    new TimerTable(result.times()).print(out);
    result
        .wall()
        .exposedShare()
        .ifPresent(share ->
            out.printf(
                Locale.ROOT, "exposed exchange, no simulator simulating: %.1f %%%n", 100 * share));
    out.println("recorded data sha256 " + result.hash());
    out.println("results in " + result.directory());
    Path report = result.directory().resolve(ReportPage.FILE);
    if (Files.exists(report)) {
      out.println("to look at: " + report.toUri());
    }
  }
}
