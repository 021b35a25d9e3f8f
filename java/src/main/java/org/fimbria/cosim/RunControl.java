package org.fimbria.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the modules of a process agree on: when to begin, after which epoch to end, and that the run
 * failed.
 *
 * <p>Where the run has one process, this decides. Where it has several, rank 0 does: it is told
 * what happens here ({@link Reports}), and answers by {@link #begin}, {@link #freeze}, {@link
 * #thaw} and {@link #failElsewhere} ({@link Coordinator}). All methods may be called by any thread.
 */
public final class RunControl {
  /** Who is told what happens in this process; returns at once. */
  interface Reports {
    /** All modules of the process are ready. */
    void ready();

    /** Somebody asked to stop. */
    void stopAsked();

    /** A module failed. */
    void failed(Failure failure);
  }

  private final FirstFailure firstFailure = new FirstFailure();
  private final List<CosimModule> modules = new ArrayList<>();
  private final RunClock clock = new RunClock();
  private final int rank;
  private final Reports reports;
  private int notReady;
  private boolean begun;
  private boolean frozen;
  private long endEpoch;
  private volatile long latestEntered = -1;
  private boolean stopRequested;

  /** Control of a run of {@code epochs} epochs in one process. */
  public RunControl(long epochs) {
    rank = -1;
    endEpoch = epochs;
    reports = new Alone();
  }

  /** Control of one process of several. */
  RunControl(long epochs, int rank, Reports reports) {
    this.rank = rank;
    endEpoch = epochs;
    this.reports = reports;
  }

  /** Nobody else has to agree. */
  private final class Alone implements Reports {
    @Override
    public void ready() {
      begin();
    }

    @Override
    public void stopAsked() {
      thaw(freeze() + 1);
    }

    @Override
    public void failed(Failure failure) {}
  }

  /** Registers what ends somebody's waits, with the reason, when the run fails. */
  synchronized void onFailure(Consumer<String> abort) {
    firstFailure.onFailure(abort);
  }

  /** Forgets them: what they would abort is closed. */
  synchronized void forgetAborts() {
    firstFailure.forgetAborts();
  }

  /** Announces a module that must become ready before any begins. */
  synchronized void expect(CosimModule module) {
    modules.add(module);
    notReady++;
  }

  /** A module is ready; waits for the others. Returns false if the run failed meanwhile. */
  synchronized boolean awaitAllReady() throws InterruptedException {
    if (--notReady == 0) {
      reports.ready();
    }
    while (!begun && firstFailure.isNone()) {
      wait();
    }
    return firstFailure.isNone();
  }

  /** All modules of all processes are ready. */
  synchronized void begin() {
    begun = true;
    clock.ready(System.nanoTime());
    notifyAll();
  }

  /**
   * A module begins an epoch; false when the run ends before it. An epoch that one module has
   * entered is entered by all, so that only the first one has to ask under the lock.
   */
  boolean enter(long epoch) {
    return epoch <= latestEntered ? firstFailure.isNone() : enterFirst(epoch);
  }

  private synchronized boolean enterFirst(long epoch) {
    while (frozen && firstFailure.isNone()) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while an end was agreed on", e);
      }
    }
    if (epoch >= endEpoch || !firstFailure.isNone()) {
      return false;
    }
    latestEntered = Math.max(latestEntered, epoch);
    return true;
  }

  /** Asks the modules to end after the epochs that they have begun. */
  public void requestStop() {
    reports.stopAsked();
  }

  /** From now on nobody enters a new epoch; returns the latest one that somebody has. */
  synchronized long freeze() {
    stopRequested = true;
    frozen = true;
    return latestEntered;
  }

  /** Epochs may be entered again, up to the end that was agreed on. */
  synchronized void thaw(long end) {
    endEpoch = Math.min(endEpoch, end);
    frozen = false;
    notifyAll();
  }

  /**
   * A module failed: everybody's waits end. Returns whether this failure counts ({@link
   * FirstFailure}).
   */
  public synchronized boolean fail(String module, long epoch, Throwable cause) {
    Failure failed = Failure.of(rank, module, epoch, cause, busy());
    boolean counts = take(failed);
    if (counts) {
      reports.failed(failed);
    }
    return counts;
  }

  /** The run failed in another process. */
  synchronized void failElsewhere(Failure failed) {
    take(failed);
  }

  private boolean take(Failure failed) {
    boolean counts = firstFailure.take(failed);
    notifyAll();
    return counts;
  }

  /** How long the epochs take. */
  public RunClock clock() {
    return clock;
  }

  /** The first failure. */
  public Optional<Failure> failure() {
    return firstFailure.get();
  }

  /** Whether somebody asked to stop before the end. */
  public synchronized boolean stopRequested() {
    return stopRequested;
  }

  /** Number of epochs of the run: all, or those begun when it was stopped. */
  public synchronized long endEpoch() {
    return endEpoch;
  }

  /** The epoch that this process is in, also where it follows another one into it. */
  synchronized long epoch() {
    long followed = modules.stream().mapToLong(CosimModule::epoch).max().orElse(0);
    return Math.max(followed, latestEntered);
  }

  private List<String> busy() {
    return modules.stream().filter(module -> !module.isWaiting()).map(CosimModule::name).toList();
  }
}
