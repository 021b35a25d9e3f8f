package org.fimbria.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Run;
import org.fimbria.launch.RunResult;

/**
 * A whole run as {@code fimbria run} does it, recorded to a temporary folder.
 *
 * @param cpuSeconds CPU time of all threads, from building to closing
 */
record MeasuredRun(RunResult result, long epochs, double cpuSeconds) {

  static MeasuredRun of(PreparedRun prepared) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fimbria-benchmark");
    try {
      long begun = cpuNanos();
      RunResult result = Run.in(folder.resolve("run"), prepared).execute(_ -> {});
      double cpuSeconds = (cpuNanos() - begun) * 1e-9;
      if (!result.failure().isEmpty()) {
        throw new IllegalStateException(result.failure());
      }
      return new MeasuredRun(result, prepared.plan().epochs().count(), cpuSeconds);
    } finally {
      delete(folder);
    }
  }

  double simulatedSeconds() {
    return result.simulatedMs() * 1e-3;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
