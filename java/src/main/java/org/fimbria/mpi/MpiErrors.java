package org.fimbria.mpi;

import mpi.MPIException;
import org.fimbria.ranks.RankException;

/** Open MPI's checked exceptions as Fimbria's, with MPI's own text. */
final class MpiErrors {
  private MpiErrors() {}

  /** A call of MPI. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws MPIException;
  }

  /** A call of MPI without result. */
  @FunctionalInterface
  interface Action {
    void run() throws MPIException;
  }

  static <T> T call(String what, Call<T> call) {
    try {
      return call.run();
    } catch (MPIException e) {
      throw failure(what, e);
    }
  }

  static void run(String what, Action action) {
    call(
        what,
        () -> {
          action.run();
          return null;
        });
  }

  static RankException failure(String what, MPIException e) {
    return new RankException(what + ": " + e.getMessage(), e);
  }
}
