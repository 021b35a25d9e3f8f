package org.fimbria.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fimbria.link.Link;
import org.fimbria.link.LinkException;

/**
 * What the modules of a run agree on: when to begin, after which epoch to end, and that it failed.
 *
 * <p>All methods may be called by any thread.
 */
public final class RunControl {
  /**
   * Why a run failed.
   *
   * @param module name of the module that failed first
   * @param epoch epoch in which it was
   * @param busy modules that were at work while it waited in vain: where to look
   */
  public record Failure(String module, long epoch, Throwable cause, List<String> busy) {
    /** One line for the user. */
    public String text() {
      String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      String where = busy.isEmpty() ? "" : "; not waiting themselves: " + String.join(", ", busy);
      return "%s failed in epoch %d: %s%s".formatted(module, epoch, reason, where);
    }
  }

  private final List<Link> links = new ArrayList<>();
  private final List<CosimModule> modules = new ArrayList<>();
  private final RunClock clock = new RunClock();
  private int notReady;
  private long endEpoch;
  private volatile long latestEntered = -1;
  private boolean stopRequested;
  private volatile Failure failure;

  /** Control of a run of {@code epochs} epochs. */
  public RunControl(long epochs) {
    endEpoch = epochs;
  }

  /** Registers a link to be aborted when the run fails. */
  synchronized void add(Link link) {
    links.add(link);
  }

  /** Announces a module that must become ready before any begins. */
  synchronized void expect(CosimModule module) {
    modules.add(module);
    notReady++;
  }

  /** A module is ready; waits for the others. Returns false if the run failed meanwhile. */
  synchronized boolean awaitAllReady() throws InterruptedException {
    notReady--;
    notifyAll();
    while (notReady > 0 && failure == null) {
      wait();
    }
    return failure == null;
  }

  /**
   * A module begins an epoch; false when the run ends before it. An epoch that one module has
   * entered is entered by all, so that only the first one has to ask under the lock.
   */
  boolean enter(long epoch) {
    return epoch <= latestEntered ? failure == null : enterFirst(epoch);
  }

  private synchronized boolean enterFirst(long epoch) {
    if (epoch >= endEpoch || failure != null) {
      return false;
    }
    latestEntered = Math.max(latestEntered, epoch);
    return true;
  }

  /** Asks the modules to end after the epochs that they have begun. */
  public synchronized void requestStop() {
    stopRequested = true;
    endEpoch = Math.min(endEpoch, latestEntered + 1);
  }

  /**
   * A module failed: everybody's waits end. Only the first failure counts; returns whether this is
   * it.
   */
  public synchronized boolean fail(String module, long epoch, Throwable cause) {
    if (failure != null) {
      return false;
    }
    failure =
        new Failure(module, epoch, cause, cause instanceof LinkException ? busy() : List.of());
    for (Link link : links) {
      link.abort(failure.text());
    }
    notifyAll();
    return true;
  }

  /** How long the epochs take. */
  public RunClock clock() {
    return clock;
  }

  /** The first failure. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether somebody asked to stop before the end. */
  public synchronized boolean stopRequested() {
    return stopRequested;
  }

  /** Number of epochs of the run: all, or those begun when it was stopped. */
  public synchronized long endEpoch() {
    return endEpoch;
  }

  private List<String> busy() {
    return modules.stream().filter(module -> !module.isWaiting()).map(CosimModule::name).toList();
  }
}
