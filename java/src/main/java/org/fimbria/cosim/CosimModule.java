package org.fimbria.cosim;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One part of a co-simulation with a thread of its own: initialise, wait for the others, run
 * epochs, end.
 *
 * <p>A module that throws ends the run: every other module's wait ends with the reason.
 */
abstract class CosimModule implements Runnable {
  private final String name;
  private final RunControl control;
  private final Logger log;
  private final boolean simulator;
  private volatile PhaseTimer timer;
  private volatile long epoch;

  CosimModule(String name, RunControl control) {
    this(name, control, false);
  }

  /**
   * Makes a module.
   *
   * @param simulator whether its epochs are those of the run, kept one by one
   */
  CosimModule(String name, RunControl control, boolean simulator) {
    this.name = name;
    this.simulator = simulator;
    this.control = control;
    log = LoggerFactory.getLogger("module." + name);
    control.expect(this);
  }

  /** Makes what the module needs; called in its thread before any epoch. */
  void initialise() {}

  /** What happens once, before the first epoch, when all modules are ready. */
  void begin() {}

  /** Whether there is this epoch. */
  boolean enters(long next) {
    return control.enter(next);
  }

  /** One epoch; allocates nothing, not even the iterator of a list. */
  abstract void runEpoch(long epoch);

  /** What is left to do after the last epoch of a run that did not fail. */
  void finish() {}

  /** Releases links and closes what the module owns, whatever happened. */
  abstract void end();

  @Override
  public final void run() {
    timer =
        simulator
            ? new PhaseTimer(control.endEpoch(), control.clock())
            : new PhaseTimer(0, new RunClock());
    try {
      initialise();
      log.info("ready");
      if (control.awaitAllReady()) {
        begin();
        runEpochs();
        if (control.failure().isEmpty()) {
          finish();
        }
      }
    } catch (Throwable t) {
      fail(t);
    } finally {
      timer.enter(Phase.ENDING);
      try {
        end();
      } catch (Throwable t) {
        fail(t);
      }
      timer.stop();
      log.info("ended in epoch {}", epoch);
    }
  }

  private void runEpochs() {
    if (simulator) {
      control.clock().beginEpochs(System.nanoTime());
    }
    for (long next = 0; enters(next); next++) {
      epoch = next;
      runEpoch(next);
      timer.endEpoch();
    }
    if (simulator) {
      control.clock().endEpochs(System.nanoTime());
    }
  }

  /** Name in logs, reports and errors. */
  final String name() {
    return name;
  }

  /** The clock of the module's thread. */
  final PhaseTimer timer() {
    return timer;
  }

  /** Whether it waits for another module, or has ended. */
  final boolean isWaiting() {
    return timer == null || timer.isIn(Phase.WAIT) || timer.isIn(Phase.ENDING);
  }

  /** The epoch that the module is in. */
  final long epoch() {
    return epoch;
  }

  /** The module's own log. */
  final Logger log() {
    return log;
  }

  final RunControl control() {
    return control;
  }

  private void fail(Throwable t) {
    if (control.fail(name, epoch, t)) {
      log.error("failed in epoch {}", epoch, t);
    } else {
      log.warn("ended in epoch {}: {}", epoch, t.getMessage());
    }
  }
}
