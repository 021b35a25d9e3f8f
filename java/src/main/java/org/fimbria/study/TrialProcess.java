package org.fimbria.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One trial as a process of its own: {@code fimbria run}. */
final class TrialProcess {
  /** The start script leaves a program that was built as it is, whatever happens to its sources. */
  private static final String BUILT = "FIMBRIA_BUILT";

  private static final long GRACE_S = 20;

  /** Of a run that was stopped in order by SIGINT or SIGTERM. */
  private static final List<Integer> STOPPED = List.of(130, 143);

  private final Study study;
  private final PlannedPoint point;
  private final int number;
  private final TrialFolder folder;
  private volatile boolean stopRequested;
  private volatile Process process;

  TrialProcess(Study study, PlannedPoint point, int number, TrialFolder folder) {
    this.study = study;
    this.point = point;
    this.number = number;
    this.folder = folder;
  }

  /** The point that it is a trial of. */
  PlannedPoint point() {
    return point;
  }

  /**
   * Runs to the end.
   *
   * @param script that starts fimbria
   * @return the row of the table; empty if it was stopped
   * @throws IOException if it cannot be started, or the study's directory not be written
   */
  Optional<Trial> run(Path script) throws IOException, InterruptedException {
    folder.clear();
    Trial row =
        point.row(study, number).with(Column.BEGUN, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    long begun = System.nanoTime();
    process = start(script);
    folder.begin(process.pid());
    if (stopRequested) {
      process.destroy();
    }
    boolean inTime =
        process.waitFor(Math.round(study.limits().timeLimitS() * 1e3), TimeUnit.MILLISECONDS);
    if (!inTime) {
      end();
    }
    row = row.with(Column.PROCESS_S, Measured.number((System.nanoTime() - begun) * 1e-9));
    folder.end();
    int code = process.exitValue();
    if (stopRequested || (inTime && STOPPED.contains(code))) {
      folder.clear();
      return Optional.empty();
    }
    return Optional.of(row(row, code, inTime));
  }

  /** Asks it to end in order. */
  void stop() {
    stopRequested = true;
    if (process != null) {
      process.destroy();
    }
  }

  private Process start(Path script) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(point.arguments(study, number));
    command.addAll(List.of("--out", folder.run().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(folder.log().toFile());
    builder.environment().put(BUILT, "1");
    return builder.start();
  }

  private void end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(GRACE_S, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private Trial row(Trial row, int code, boolean inTime) throws IOException {
    String reason;
    if (!inTime) {
      reason = "took longer than time_limit, %s s".formatted(study.limits().timeLimitS());
    } else if (code != 0 || !Files.isDirectory(folder.run())) {
      reason = folder.reason(code);
    } else {
      try {
        Trial complete = Measured.complete(row, folder.run(), study.warmUpMs());
        if (!study.limits().keepRuns()) {
          folder.deleteRun();
        }
        return complete;
      } catch (IOException e) {
        reason = e.getMessage();
      }
    }
    return row.with(Column.STATUS, Trial.Status.FAILED.label()).with(Column.REASON, reason);
  }
}
