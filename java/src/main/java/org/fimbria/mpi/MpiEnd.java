package org.fimbria.mpi;

import java.nio.ByteBuffer;
import java.time.Duration;
import mpi.MPIException;
import mpi.Request;
import org.fimbria.link.LinkException;
import org.fimbria.link.LinkName;

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
  private final LinkName name;
  private final String peer;
  private final Duration timeout;
  private final Abortion abortion;
  private final Patience patience = new Patience();
  private boolean closed;

  /** The peer is the module at the other end. */
  MpiEnd(Channel channel, LinkName name, String peer, Duration timeout, Abortion abortion) {
    this.channel = channel;
    this.name = name;
    this.peer = peer;
    this.timeout = timeout;
    this.abortion = abortion;
  }

  /** Whether the next epoch can be written or read; asking lets MPI work on it. */
  abstract boolean isReady() throws MPIException;

  /** Whether the other end is not ready and never will be. */
  abstract boolean isPeerGone() throws MPIException;

  final void await(long expected, long epoch) {
    name.checkOrder(expected, epoch);
    try {
      if (abortion.reason() == null && isReady()) {
        return;
      }
      patience.begin();
      while (!isReadyOrThrow(epoch)) {
        if (patience.pause() > timeout.toNanos()) {
          throw name.failure(
              "no answer of %s (rank %d) for %d ms"
                  .formatted(peer, channel.peer(), timeout.toMillis()),
              epoch);
        }
      }
    } catch (MPIException e) {
      throw failure(e, epoch);
    }
  }

  private boolean isReadyOrThrow(long epoch) throws MPIException {
    if (abortion.reason() != null) {
      throw name.failure(abortion.reason(), epoch);
    }
    if (isReady()) {
      return true;
    }
    if (isPeerGone()) {
      throw name.failure("closed by " + peer, epoch);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw name.failure("interrupted", epoch);
    }
    return false;
  }

  /** Says to the other rank that nothing more will be sent or read; only the first call does. */
  final void release(long epoch) {
    if (closed) {
      return;
    }
    closed = true;
    MessageMemory word = new MessageMemory(channel.arena(), MessageMemory.size(0));
    word.length(MessageMemory.END);
    try {
      sendLastWord(word.first(Long.BYTES)).free();
    } catch (MPIException e) {
      throw failure(e, epoch);
    }
  }

  /** A message so short leaves without being waited for. */
  abstract Request sendLastWord(ByteBuffer word) throws MPIException;

  final LinkException failure(String reason, long epoch) {
    return name.failure(reason, epoch);
  }

  final LinkException failure(MPIException e, long epoch) {
    return name.failure(e.getMessage(), epoch, e);
  }
}
