package org.fimbria.cosim;

import java.util.Set;
import java.util.TreeSet;

/**
 * What rank 0 decides for all processes: when to begin, where to end, that the run failed.
 *
 * <p>An end is agreed on in two rounds. First every process with modules that enter epochs by
 * themselves stops entering new ones and says how far it has come. Then all go on to the latest of
 * these epochs, which some module has begun already, and end there. So nobody waits for data of an
 * epoch that its sender will not enter. Ranks that follow the network's lead have no say: they end
 * with it.
 */
final class Coordinator {
  /** Takes a signal to a rank, 0 included; the signals to a rank arrive in their order. */
  interface Post {
    void tell(int rank, Signal signal);
  }

  private final int ranks;
  private final Set<Integer> agreeing;
  private final Post post;
  private final Set<Integer> unheard = new TreeSet<>();
  private int notReady;
  private long latest = -1;
  private boolean stopping;
  private boolean failed;

  Coordinator(Placement placement, Post post) {
    this.post = post;
    ranks = placement.ranks();
    notReady = ranks;
    agreeing = new TreeSet<>(placement.coupled());
    agreeing.add(0); // which has to know the end of the run, whatever it does
  }

  /** A rank, 0 included, has said something. */
  void hear(int source, Signal signal) {
    switch (signal) {
      case Signal.Ready _ -> {
        if (--notReady == 0) {
          tellAllBut(-1, -1, new Signal.Begin());
        }
      }
      case Signal.StopAsked _ -> {
        if (!stopping) {
          stopping = true;
          unheard.addAll(agreeing);
          agreeing.forEach(rank -> post.tell(rank, new Signal.Freeze()));
        }
      }
      case Signal.Entered(long epoch) -> {
        latest = Math.max(latest, epoch);
        if (unheard.remove(source) && unheard.isEmpty()) {
          agreeing.forEach(rank -> post.tell(rank, new Signal.End(latest + 1)));
        }
      }
      case Signal.Failed failure -> fail(source, -1, failure);
      case Signal.Lost(Signal.Failed failure) -> fail(source, failure.rank(), failure);
      default -> throw new IllegalArgumentException(signal + " from rank " + source);
    }
  }

  private void fail(int source, int gone, Signal.Failed failure) {
    if (!failed) {
      failed = true;
      tellAllBut(source, gone, failure);
    } else if (source != 0) {
      post.tell(0, failure); // which knows best whether it says more than the first
    }
  }

  /**
   * Nothing goes to a rank that is gone: Open MPI ends the process that sends something to the
   * other end of a broken connection.
   */
  private void tellAllBut(int source, int gone, Signal signal) {
    for (int rank = 0; rank < ranks; rank++) {
      if (rank != source && rank != gone) {
        post.tell(rank, signal);
      }
    }
  }
}
