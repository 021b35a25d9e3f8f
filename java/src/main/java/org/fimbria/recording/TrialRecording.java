package org.fimbria.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Sinks;
import org.fimbria.record.RecordHash;

/** Records the brain as a run would, to see what that takes, and deletes what it has written. */
public final class TrialRecording implements AutoCloseable {
  private final Path folder;
  private final Sinks sinks;

  /** Creates the file in a temporary folder of the system's. */
  public TrialRecording(CoSimulationPlan plan) throws IOException {
    this(plan, Path.of(System.getProperty("java.io.tmpdir")));
  }

  TrialRecording(CoSimulationPlan plan, Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "fimbria-trial");
    BrainRecording brain = new BrainRecording(folder::resolve, plan, new RecordHash());
    sinks = new Sinks(Optional.empty(), List.of(), brain.sinks());
  }

  /** That of the brain only. */
  public Sinks sinks() {
    return sinks;
  }

  /** Deletes the folder. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
