package org.fimbria.mpi;

import org.fimbria.ranks.RankException;

/** Why all waits of this process end, once they do. */
final class Abortion {
  private volatile String reason;

  /** The first reason counts. */
  synchronized void because(String why) {
    if (reason == null) {
      reason = why;
    }
  }

  /** The reason, or null as long as there is none. */
  String reason() {
    return reason;
  }

  void check(String what) {
    if (reason != null) {
      throw new RankException(what + ": " + reason);
    }
  }
}
