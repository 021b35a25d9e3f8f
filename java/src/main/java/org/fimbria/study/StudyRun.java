package org.fimbria.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Runs what is left of a study: the first trial of every point, then the second of every point, and
 * so on, so that an early end leaves whole rounds.
 *
 * <p>Several trials run at the same time as far as there are cores and memory for all of them; one
 * alone may have more threads than there are cores. One that needs more memory than is free is not
 * run, and its row says so. Threads: {@link #stop} may be called by any.
 */
final class StudyRun {
  /** Share of the free memory that a study may take. */
  private static final double SHARE = 0.95;

  private record Pending(PlannedPoint point, int trial) {
    Trial.Id id() {
      return new Trial.Id(point.point().sweep(), point.point().id(), trial);
    }
  }

  private final StudyDirectory directory;
  private final Study study;
  private final ResultsTable table;
  private final Durations durations;
  private final Machine machine;
  private final BiConsumer<Trial, StudyProgress> listener;
  private final Deque<Pending> queue = new ArrayDeque<>();
  private final List<TrialProcess> running = new ArrayList<>();
  private final int all;
  private long freeBytes;
  private boolean stopped;
  private Exception broken;

  /**
   * What trials run on.
   *
   * @param script that starts fimbria
   * @param cores that it has
   * @param jobs at the same time
   */
  record Machine(Path script, int cores, int jobs) {}

  /** Looks up what is left to do. */
  StudyRun(
      StudyDirectory directory,
      Study study,
      List<PlannedPoint> points,
      ResultsTable table,
      Machine machine,
      BiConsumer<Trial, StudyProgress> listener) {
    this.directory = directory;
    this.study = study;
    this.table = table;
    this.machine = machine;
    this.listener = listener;
    durations = new Durations(table.trials());
    Set<Trial.Id> done = new HashSet<>();
    table.trials().forEach(trial -> done.add(trial.id()));
    int most = points.stream().mapToInt(PlannedPoint::trials).max().orElse(0);
    int count = 0;
    for (int trial = 1; trial <= most; trial++) {
      for (PlannedPoint point : points) {
        Pending pending = new Pending(point, trial);
        if (trial <= point.trials()) {
          count++;
          if (!done.contains(pending.id())) {
            queue.add(pending);
          }
        }
      }
    }
    all = count;
  }

  /** Runs to the end or until it is stopped. */
  void run() throws IOException, InterruptedException {
    TrialFolder.endLeftProcesses(directory.path().resolve("runs"));
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < machine.jobs(); i++) {
      workers.add(Thread.ofPlatform().name("study-" + i).daemon().start(this::work));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    if (broken instanceof IOException e) {
      throw e;
    } else if (broken != null) {
      throw new IllegalStateException(broken);
    }
  }

  /** Ends the running trials in order; they are not in the table. */
  synchronized void stop() {
    stopped = true;
    running.forEach(TrialProcess::stop);
    notifyAll();
  }

  private void work() {
    try {
      for (var next = take(); next.isPresent(); next = take()) {
        TrialProcess process = next.get();
        Optional<Trial> trial = process.run(machine.script());
        end(process, trial);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      synchronized (this) {
        broken = e;
        stop();
      }
    }
  }

  /** The next trial that has room, when it has; empty if there is none any more. */
  private synchronized Optional<TrialProcess> take() throws IOException, InterruptedException {
    while (!stopped && !queue.isEmpty()) {
      Pending next = queue.peek();
      if (running.isEmpty()) {
        freeBytes = (long) (SHARE * FreeMemory.bytes());
        if (next.point().size().bytes() > freeBytes) {
          queue.remove();
          skip(next);
          continue;
        }
      }
      if (running.isEmpty() || hasRoom(next.point())) {
        queue.remove();
        TrialFolder folder = new TrialFolder(directory.run(next.id()));
        TrialProcess process = new TrialProcess(study, next.point(), next.trial(), folder);
        running.add(process);
        return Optional.of(process);
      }
      wait();
    }
    return Optional.empty();
  }

  private boolean hasRoom(PlannedPoint point) {
    int cores = point.cores();
    long bytes = point.size().bytes();
    for (TrialProcess other : running) {
      cores += other.point().cores();
      bytes += other.point().size().bytes();
    }
    return cores <= machine.cores() && bytes <= freeBytes;
  }

  private void skip(Pending pending) throws IOException {
    String reason =
        String.format(
            Locale.ROOT,
            "needs %.1f GB of memory, as estimated; %.1f GB are free for it",
            pending.point().size().bytes() * 1e-9,
            freeBytes * 1e-9);
    add(
        pending
            .point()
            .row(study, pending.trial())
            .with(Column.STATUS, Trial.Status.SKIPPED.label())
            .with(Column.REASON, reason));
  }

  private synchronized void end(TrialProcess process, Optional<Trial> trial) throws IOException {
    running.remove(process);
    if (trial.isPresent()) {
      add(trial.get());
    }
    notifyAll();
  }

  private void add(Trial trial) throws IOException {
    table.add(trial);
    durations.add(trial);
    double leftS =
        queue.stream().mapToDouble(pending -> durations.expectedS(pending.point().point())).sum();
    int left = queue.size() + running.size();
    listener.accept(trial, new StudyProgress(all - left, all, leftS / machine.jobs()));
  }
}
