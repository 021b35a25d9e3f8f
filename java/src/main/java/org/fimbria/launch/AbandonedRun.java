package org.fimbria.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The directory of a run whose rank 0 was killed, finished by somebody else. */
final class AbandonedRun {
  private AbandonedRun() {}

  /**
   * Gives the directory its final name, with the reason in its provenance and a report.
   *
   * @param log what was heard of the job
   * @return where it is; empty if the run had not begun
   */
  static Optional<Path> finish(Path target, String reason, List<String> log) throws IOException {
    Optional<RunDirectory> unfinished = RunDirectory.unfinished(target);
    if (unfinished.isEmpty()) {
      return Optional.empty();
    }
    RunDirectory directory = unfinished.get();
    directory.freeReserve();
    Path file = directory.file("provenance.json");
    if (Files.exists(file)) {
      Provenance provenance = Provenance.of(Files.readString(file));
      provenance.end("failed", reason);
      directory.write("provenance.json", provenance.text());
    }
    keepLog(directory.path(), log);
    RunReport.write(directory);
    return Optional.of(directory.finish(true));
  }

  /** What mpirun has said, beside the logs of the modules. */
  static void keepLog(Path directory, List<String> lines) throws IOException {
    if (!lines.isEmpty()) {
      Files.write(Files.createDirectories(directory.resolve("log")).resolve("mpirun.log"), lines);
    }
  }
}
