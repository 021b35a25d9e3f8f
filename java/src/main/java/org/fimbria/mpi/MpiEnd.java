package org.fimbria.mpi;

import java.time.Duration;
import mpi.MPIException;
import org.fimbria.link.LinkException;

/** What both ends of a link between ranks share: its name, and waiting for the other rank. */
abstract class MpiEnd {
  /**
   * Epochs for which the receiver has memory, of which one is being read; the sender has some of
   * its own beside them, so that it never has to wait for a message that is under way.
   */
  static final int RECEIVER_SLOTS = 4;

  static final int SENDER_SLOTS = 2;

  /** Data that every slot has room for from the start, as in links within a process. */
  static final long SMALLEST_DATA = 4000;

  final Channel channel;
  private final String source;
  private final String target;
  private final String peer;
  private final long timeoutNanos;
  private final Abortion abortion;
  private final Patience patience = new Patience();

  MpiEnd(
      Channel channel,
      String source,
      String target,
      boolean sends,
      Duration timeout,
      Abortion abortion) {
    this.channel = channel;
    this.source = source;
    this.target = target;
    this.peer = sends ? target : source;
    this.timeoutNanos = timeout.toNanos();
    this.abortion = abortion;
  }

  /** Whether the next epoch can be written or read; asking lets MPI work on it. */
  abstract boolean isReady() throws MPIException;

  /** Whether the other end is not ready and never will be. */
  abstract boolean isPeerGone() throws MPIException;

  final void await(long expected, long epoch) {
    if (expected != epoch) {
      throw new IllegalStateException(text("epoch " + expected + " is next", epoch));
    }
    try {
      if (abortion.reason() == null && isReady()) {
        return;
      }
      patience.begin();
      while (!isReadyOrThrow(epoch)) {
        if (patience.pause() > timeoutNanos) {
          long ms = Duration.ofNanos(timeoutNanos).toMillis();
          throw new LinkException(
              text(
                  "no answer of %s (rank %d) for %d ms".formatted(peer, channel.peer(), ms),
                  epoch));
        }
      }
    } catch (MPIException e) {
      throw failure(e, epoch);
    }
  }

  private boolean isReadyOrThrow(long epoch) throws MPIException {
    if (abortion.reason() != null) {
      throw new LinkException(text(abortion.reason(), epoch));
    }
    if (isReady()) {
      return true;
    }
    if (isPeerGone()) {
      throw new LinkException(text("closed by " + peer, epoch));
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new LinkException(text("interrupted", epoch));
    }
    return false;
  }

  final LinkException failure(MPIException e, long epoch) {
    return new LinkException(text(e.getMessage(), epoch));
  }

  private String text(String reason, long epoch) {
    return "link %s -> %s, epoch %d: %s".formatted(source, target, epoch, reason);
  }
}
