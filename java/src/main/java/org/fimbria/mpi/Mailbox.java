package org.fimbria.mpi;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import mpi.Comm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;
import mpi.Status;
import org.fimbria.ranks.Ranks;

/**
 * Control messages, on a communicator of their own. They are rare: each has its own buffer, which
 * is kept until MPI has sent it.
 */
final class Mailbox {
  private static final int TAG = 0;

  private final Comm comm;
  private final Queue<Request> underWay = new ArrayDeque<>();

  Mailbox(Comm comm) {
    this.comm = comm;
  }

  synchronized void send(int target, byte[] content) {
    MpiErrors.run(
        "message to rank " + target,
        () -> {
          ByteBuffer buffer = MPI.newByteBuffer(Math.max(content.length, 1)).put(0, content);
          underWay.add(comm.iSend(buffer, content.length, MPI.BYTE, target, TAG));
          forgetSent();
        });
  }

  /** Whether all messages have left this process; asking lets MPI work on it. */
  synchronized boolean isEmpty() {
    return MpiErrors.call(
        "messages",
        () -> {
          forgetSent();
          return underWay.isEmpty();
        });
  }

  /** Only one thread receives at a time, so that what is found is what is taken. */
  synchronized Optional<Ranks.Message> receive() {
    try {
      forgetSent();
      Status found = comm.iProbe(MPI.ANY_SOURCE, TAG);
      if (found == null) {
        return Optional.empty();
      }
      byte[] content = new byte[found.getCount(MPI.BYTE)];
      comm.recv(content, content.length, MPI.BYTE, found.getSource(), TAG);
      return Optional.of(new Ranks.Message(found.getSource(), content));
    } catch (MPIException e) {
      throw MpiErrors.failure("receiving a message", e);
    }
  }

  private void forgetSent() throws MPIException {
    while (!underWay.isEmpty() && underWay.peek().test()) {
      underWay.remove();
    }
  }
}
