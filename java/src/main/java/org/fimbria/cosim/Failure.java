package org.fimbria.cosim;

import java.util.List;
import org.fimbria.link.LinkException;
import org.fimbria.natives.NativeException;

/**
 * Why a run failed.
 *
 * @param rank of the process; negative where there is one process only
 * @param module that failed, or the modules of a process that did
 * @param epoch in which it was
 * @param reason one line
 * @param isConsequence whether it only noticed that another module did not answer
 * @param cause what was thrown
 */
public record Failure(
    int rank, String module, long epoch, String reason, boolean isConsequence, Throwable cause) {

  /**
   * Of a module of this process, or of one that it answers for ({@link FollowerException}).
   *
   * @param busy modules that were at work while it waited in vain: where to look
   */
  static Failure of(int rank, String module, long epoch, Throwable cause, List<String> busy) {
    if (cause instanceof FollowerException follower) {
      return of(follower.rank(), follower.module(), epoch, follower.getCause(), List.of());
    }
    boolean consequence =
        cause instanceof LinkException
            || (cause instanceof NativeException failed && failed.isOfAnotherRank());
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String where =
        consequence && !busy.isEmpty()
            ? "; not waiting themselves: " + String.join(", ", busy)
            : "";
    return new Failure(rank, module, epoch, reason + where, consequence, cause);
  }

  /** One line for the user. */
  public String text() {
    String who = rank < 0 ? module : "rank %d (%s)".formatted(rank, module);
    return "%s failed in epoch %d: %s".formatted(who, epoch, reason);
  }
}
