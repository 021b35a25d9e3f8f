package org.fimbria.launch;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fimbria.cosim.Placement;
import org.fimbria.link.ProcessId;
import org.fimbria.ranks.Board;
import org.fimbria.ranks.Board.State;

/**
 * Decides, looking at the board some times per second, whether a job goes on.
 *
 * <p>Rank 0 hears of every fault and ends the run, as long as it lives. Here time is bounded: for
 * rank 0 to end after a fault, and for the others to end after rank 0.
 */
final class Supervision {
  /** A rank notices within a tenth of this that another one, or mpirun, is gone. */
  private static final Duration NOTICE = Duration.ofSeconds(1);

  /** After a failure that rank 0 was told of: it closes files, perhaps on a slow disk. */
  private static final Duration CLOSING = Duration.ofSeconds(20);

  /** Ranks that have nothing left to do, and mpirun, end. */
  private static final Duration ENDING = Duration.ofSeconds(1);

  /** The same after a failure: those that can have said to rank 0 that they are ready for it. */
  private static final Duration FAILED_ENDING = Duration.ofMillis(200);

  private final Board board;
  private final Placement placement;
  private final Process process;
  private final String starter;
  private final Duration timeout;
  private Optional<String> failure = Optional.empty();
  private long deadline = Long.MAX_VALUE;
  private boolean stopSent;

  /**
   * Supervises a job.
   *
   * @param process of what starts the ranks, named {@code starter}
   * @param timeout of the links
   */
  Supervision(Board board, Placement placement, Process process, String starter, Duration timeout) {
    this.board = board;
    this.placement = placement;
    this.process = process;
    this.starter = starter;
    this.timeout = timeout;
  }

  /** Why the run failed, where rank 0 could not tell. */
  Optional<String> failure() {
    return hasEnded() ? Optional.empty() : failure;
  }

  /**
   * Looks once; false when all have ended, or the time to do so is over.
   *
   * @param stop whether the run shall end in order
   * @param hurry whether it shall end now
   */
  boolean goesOn(boolean stop, boolean hurry) {
    if (hurry) {
      suspect(describe(0) + ": ended at once by a second signal", Duration.ZERO);
    } else if (stop && !stopSent) {
      stopSent = sendStop();
    }
    look();
    boolean anybody = process.isAlive() || (!hasEnded() && anyRankAlive());
    return anybody && System.nanoTime() < deadline;
  }

  private void look() {
    if (hasEnded()) {
      within(board.reason(0).isEmpty() ? ENDING : FAILED_ENDING);
    } else if (board.isLost(0)) {
      suspect(lost(0), NOTICE);
    } else if (!process.isAlive()) {
      suspect(starterEnded(), NOTICE);
    } else {
      for (int rank = 1; rank < board.ranks(); rank++) {
        if (board.isLost(rank)) {
          suspect(lost(rank), timeout.plus(NOTICE));
        } else if (board.state(rank) == State.ENDED && !board.reason(rank).isEmpty()) {
          suspect(
              stopped().orElse(board.reason(rank)),
              board.process(0).isStopped() ? NOTICE : CLOSING);
        }
      }
    }
  }

  /** The first suspicion is the reason, unless rank 0 tells one itself. */
  private void suspect(String reason, Duration left) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
    within(left);
  }

  private void within(Duration left) {
    deadline = Math.min(deadline, System.nanoTime() + left.toNanos());
  }

  private boolean hasEnded() {
    return board.state(0) == State.ENDED;
  }

  private boolean anyRankAlive() {
    return IntStream.range(0, board.ranks()).anyMatch(rank -> board.process(rank).isAlive());
  }

  /** Rank 0 tells the others. Where it is on another node, or not there yet, mpirun has to. */
  private boolean sendStop() {
    ProcessId rank0 = board.process(0);
    if (rank0.isAlive()) {
      ProcessHandle.of(rank0.pid()).ifPresent(ProcessHandle::destroy);
    } else {
      process.destroy();
    }
    return true;
  }

  private String lost(int rank) {
    return "%s failed in epoch %d: its process, %d, was killed or crashed"
        .formatted(describe(rank), board.epoch(rank), board.process(rank).pid());
  }

  private String starterEnded() {
    String how =
        board.state(0) == State.ABSENT
            ? "ended with exit code %d before rank 0 began".formatted(process.exitValue())
            : "was killed or crashed";
    return "%s failed in epoch %d: %s, process %d, %s"
        .formatted(describe(0), board.epoch(0), starter, process.pid(), how);
  }

  /** The ranks that somebody stopped, as the reason why others waited in vain. */
  private Optional<String> stopped() {
    return IntStream.range(0, board.ranks())
        .filter(rank -> board.process(rank).isStopped())
        .mapToObj(rank ->
            "%s failed in epoch %d: its process, %d, is stopped"
                .formatted(describe(rank), board.epoch(rank), board.process(rank).pid()))
        .findFirst();
  }

  private String describe(int rank) {
    return "rank %d (%s)".formatted(rank, String.join(", ", placement.modules(rank)));
  }
}
