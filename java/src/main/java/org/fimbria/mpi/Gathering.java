package org.fimbria.mpi;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mpi.Comm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;
import org.fimbria.ranks.RankException;

/** All ranks give all others some bytes: their lengths first, then all in places of one length. */
final class Gathering {
  private final Comm comm;
  private final int count;
  private final Duration timeout;
  private final Abortion abortion;

  Gathering(Comm comm, int count, Duration timeout, Abortion abortion) {
    this.comm = comm;
    this.count = count;
    this.timeout = timeout;
    this.abortion = abortion;
  }

  List<byte[]> all(byte[] mine) {
    try {
      ByteBuffer lengths = exchange(MPI.newByteBuffer(Integer.BYTES).putInt(0, mine.length));
      int longest = 1;
      for (int rank = 0; rank < count; rank++) {
        longest = Math.max(longest, lengths.getInt(rank * Integer.BYTES));
      }
      ByteBuffer contents = exchange(MPI.newByteBuffer(longest).put(0, mine));
      List<byte[]> all = new ArrayList<>(count);
      for (int rank = 0; rank < count; rank++) {
        byte[] content = new byte[lengths.getInt(rank * Integer.BYTES)];
        contents.get(rank * longest, content);
        all.add(content);
      }
      return List.copyOf(all);
    } catch (MPIException e) {
      throw MpiErrors.failure("gathering from all ranks", e);
    }
  }

  /** The same number of bytes from everybody. */
  private ByteBuffer exchange(ByteBuffer mine) throws MPIException {
    int bytes = mine.capacity();
    ByteBuffer all = MPI.newByteBuffer(Math.multiplyExact(bytes, count));
    await(comm.iAllGather(mine, bytes, MPI.BYTE, all, bytes, MPI.BYTE));
    return all;
  }

  private void await(Request request) throws MPIException {
    Patience patience = new Patience();
    patience.begin();
    while (!request.test()) {
      abortion.check("gathering from all ranks");
      if (patience.pause() > timeout.toNanos()) {
        throw new RankException(
            "gathering from all ranks: not all have come within %d ms"
                .formatted(timeout.toMillis()));
      }
    }
  }
}
