package org.fimbria.dryrun;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** CPU time of some threads of this process, as Linux counts it, over a part of a run. */
final class ThreadTimes {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** Linux keeps so much of a thread's name. */
  private static final int NAME = 15;

  private final Set<String> names = new TreeSet<>();
  private final double fromMs;
  private long firstNanos;
  private double firstMs = -1;
  private long lastNanos;
  private double lastMs;

  /**
   * Makes the timers.
   *
   * @param names of the threads
   * @param fromMs simulated time before this is not counted
   */
  ThreadTimes(Collection<String> names, double fromMs) {
    names.forEach(name -> this.names.add(name.substring(0, Math.min(NAME, name.length()))));
    this.fromMs = fromMs;
  }

  /** Looks at the threads. The time falls when one has ended: such a look does not count. */
  void look(double simulatedMs) {
    if (simulatedMs < fromMs) {
      return;
    }
    long nanos = nanos();
    if (firstMs < 0) {
      firstNanos = nanos;
      firstMs = simulatedMs;
    } else if (nanos > lastNanos) {
      lastNanos = nanos;
      lastMs = simulatedMs;
    }
  }

  /** CPU seconds per simulated second; 0 if there was too little time to look at. */
  double perSecond() {
    return lastMs > firstMs && firstNanos > 0
        ? (lastNanos - firstNanos) * 1e-6 / (lastMs - firstMs)
        : 0;
  }

  private long nanos() {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        sum += nanos(thread);
      }
    } catch (IOException e) {
      return 0;
    }
    return sum;
  }

  /** 0 of a thread that has just ended, and where the system does not count. */
  private long nanos(Path thread) {
    try {
      return names.contains(Files.readString(thread.resolve("comm")).strip())
          ? Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0])
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
