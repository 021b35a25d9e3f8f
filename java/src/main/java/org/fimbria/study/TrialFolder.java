package org.fimbria.study;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.fimbria.launch.FileTree;
import org.fimbria.link.ProcessId;

/**
 * What one trial leaves: its run directory, under the name that tells how the run ended, what it
 * printed, and while it runs a file with the number of its process.
 */
final class TrialFolder {
  private static final String PROCESS = ".process";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Path run;

  TrialFolder(Path run) {
    this.run = run;
  }

  /** The run directory of a complete run. */
  Path run() {
    return run;
  }

  /** What the process printed. */
  Path log() {
    return run.resolveSibling(run.getFileName() + ".log");
  }

  /** Makes room for the trial: what an earlier attempt has left is deleted. */
  void clear() throws IOException {
    Files.createDirectories(run.getParent());
    for (String suffix : new String[] {"", ".partial", ".failed", ".log", PROCESS}) {
      delete(run.resolveSibling(run.getFileName() + suffix));
    }
  }

  /** Keeps nothing but what tells why a run failed. */
  void deleteRun() throws IOException {
    delete(run);
    delete(log());
  }

  /** The process runs from now on; it can be found again if this one is killed. */
  void begin(long pid) throws IOException {
    Files.writeString(process(), ProcessId.of(pid).toString());
  }

  /** The process has ended. */
  void end() throws IOException {
    Files.deleteIfExists(process());
  }

  private Path process() {
    return run.resolveSibling(run.getFileName() + PROCESS);
  }

  /** Why the run failed, as its files or its last words say. */
  String reason(int code) {
    for (String suffix : new String[] {".failed", ".partial", ""}) {
      String reason = Measured.reason(run.resolveSibling(run.getFileName() + suffix));
      if (!reason.isEmpty()) {
        return reason;
      }
    }
    String last = "";
    try {
      last =
          Files.readAllLines(log()).stream()
              .filter(line -> !line.isBlank())
              .reduce("", (_, line) -> line);
    } catch (IOException e) {
      // It said nothing.
    }
    return last.isEmpty() ? "exit code " + code : last;
  }

  /** Ends the processes of trials that a killed study has left running, and waits for them. */
  static void endLeftProcesses(Path runs) throws IOException, InterruptedException {
    try (DirectoryStream<Path> sweeps = Files.newDirectoryStream(runs, Files::isDirectory)) {
      for (Path sweep : sweeps) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sweep, "*" + PROCESS)) {
          for (Path file : files) {
            end(ProcessId.parse(Files.readString(file)));
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  private static void end(ProcessId id) throws InterruptedException {
    if (id == null || !id.isAlive()) {
      return;
    }
    Optional<ProcessHandle> left = ProcessHandle.of(id.pid());
    left.ifPresent(ProcessHandle::destroy);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (id.isAlive() && System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
    }
    if (id.isAlive()) {
      left.ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    FileTree.delete(path);
  }
}
