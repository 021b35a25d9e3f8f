package org.fimbria.cosim;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * How the processes of a run part: rank 0 waits for the outcomes of all, each of the others for its
 * verdict. These waits have no bound while nothing has failed. All methods may be called by any
 * thread.
 */
final class Ending {
  /** After a failure modules have a time to end; others wait that much longer for them. */
  private static final Duration OUTCOME_GRACE =
      CoSimulation.FAILURE_GRACE.plus(Duration.ofMillis(200));

  /** Rank 0 has to write its files before it says how the run ended. */
  private static final Duration VERDICT_GRACE = Duration.ofSeconds(5);

  private static final long LOOK_MS = 10;

  private final int ranks;
  private final RunControl control;
  private final SortedMap<Integer, byte[]> outcomes = new TreeMap<>();
  private final Set<Integer> lost = new HashSet<>();
  private Optional<String> verdict = Optional.empty();
  private boolean deaf;

  Ending(int ranks, RunControl control) {
    this.ranks = ranks;
    this.control = control;
  }

  /** A rank's modules have ended. */
  synchronized void hear(int rank, byte[] outcome) {
    outcomes.put(rank, outcome);
    notifyAll();
  }

  /** Rank 0 has said how the run ended. */
  synchronized void hear(String told) {
    verdict = Optional.of(told);
    notifyAll();
  }

  /** Nobody waits for a rank any more. */
  synchronized void lose(int rank) {
    lost.add(rank);
    notifyAll();
  }

  synchronized boolean isLost(int rank) {
    return lost.contains(rank);
  }

  /** Nothing will be heard any more. */
  synchronized void goDeaf() {
    deaf = true;
    notifyAll();
  }

  /** By rank; without those that do not answer after a failure. */
  synchronized SortedMap<Integer, byte[]> awaitOutcomes() throws InterruptedException {
    await(() -> outcomes.size() + silent() >= ranks, OUTCOME_GRACE);
    return new TreeMap<>(outcomes);
  }

  private long silent() {
    return lost.stream().filter(rank -> !outcomes.containsKey(rank)).count();
  }

  /** Why the run failed, empty if it did not. */
  synchronized String awaitVerdict() throws InterruptedException {
    await(() -> verdict.isPresent() || lost.contains(0), OUTCOME_GRACE.plus(VERDICT_GRACE));
    return verdict.or(() -> control.failure().map(Failure::text)).orElseThrow();
  }

  private void await(BooleanSupplier condition, Duration afterFailure) throws InterruptedException {
    long deadline = Long.MAX_VALUE;
    while (!condition.getAsBoolean() && !deaf) {
      if (deadline == Long.MAX_VALUE && control.failure().isPresent()) {
        deadline = System.nanoTime() + afterFailure.toNanos();
      }
      if (System.nanoTime() > deadline) {
        return;
      }
      wait(LOOK_MS);
    }
  }
}
