package org.fimbria.mpi;

import java.time.Duration;
import mpi.MPI;
import mpi.MPIException;
import org.fimbria.link.Link;
import org.fimbria.link.PublicLinkContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract of links within one rank that talks to itself, as part of a program that starts and
 * ends MPI; run by {@link MpiLinkIT}, since a process starts MPI once.
 */
class SelfLinks extends PublicLinkContract {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static int number;

  @BeforeAll
  static void start() throws MPIException {
    MPI.InitThread(new String[0], MPI.THREAD_MULTIPLE);
  }

  @AfterAll
  static void end() throws MPIException {
    MPI.Finalize();
  }

  @Override
  protected Link make(Duration timeout) {
    MpiRanks ranks = new MpiRanks(MPI.COMM_SELF, LONG);
    int link = number++;
    return new Whole(
        ranks,
        ranks.sender(0, link, "source", "target", timeout),
        ranks.receiver(0, link, "source", "target", timeout));
  }

  /** Both halves of a link. */
  private record Whole(MpiRanks ranks, Link.Sender sender, Link.Receiver receiver) implements Link {
    @Override
    public void abort(String reason) {
      ranks.abort(reason);
    }

    @Override
    public void close() {
      ranks.close();
    }
  }
}
