package org.fimbria.link;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Half of a link between two processes of a node: a ring of slots in memory that both have mapped,
 * no copy, no lock.
 *
 * <p>Each process makes its half, in any order; whoever comes first makes the segment and may go on
 * without the other, up to the first wait. A slot belongs to the sender while it is free and to the
 * receiver while it is full. Each end writes one counter, {@code sent} or {@code received}, and
 * reads the other's: a slot's content is written before the counter that hands it over.
 *
 * <p>An end that has to wait spins briefly, then sleeps ({@link LinkEnd}, {@link SharedEnd}).
 */
public final class SharedMemoryLink implements Link {
  private final LinkName name;
  private final boolean sends;
  private final SegmentFile file;
  private final SharedEnd end;
  private boolean closed;

  private SharedMemoryLink(
      Path folder, String job, LinkName name, boolean sends, Duration timeout, long slotBytes) {
    this.name = name;
    this.sends = sends;
    file =
        SegmentFile.open(
            folder, job, name, sends, SharedSlots.wholePages(slotBytes), timeout.toNanos());
    end = sends ? new SharedSender(name, timeout, file) : new SharedReceiver(name, timeout, file);
  }

  /**
   * Makes the sending half.
   *
   * @param job what no other run of this machine is called, the same in both processes
   * @param source name of the sending module; with {@code target} unique within the run
   * @param target name of the receiving module
   * @param timeout longest wait
   * @param slotBytes what an epoch may need; four times that is reserved, and used as it is needed.
   *     Larger epochs are carried too. Who comes first decides.
   */
  public static SharedMemoryLink sender(
      String job, String source, String target, Duration timeout, long slotBytes) {
    return sender(SharedMemory.FOLDER, job, source, target, timeout, slotBytes);
  }

  /** Makes the receiving half; the parameters are those of {@link #sender}. */
  public static SharedMemoryLink receiver(
      String job, String source, String target, Duration timeout, long slotBytes) {
    return receiver(SharedMemory.FOLDER, job, source, target, timeout, slotBytes);
  }

  static SharedMemoryLink sender(
      Path folder, String job, String source, String target, Duration timeout, long slotBytes) {
    return new SharedMemoryLink(
        folder, job, new LinkName(source, target), true, timeout, slotBytes);
  }

  static SharedMemoryLink receiver(
      Path folder, String job, String source, String target, Duration timeout, long slotBytes) {
    return new SharedMemoryLink(
        folder, job, new LinkName(source, target), false, timeout, slotBytes);
  }

  @Override
  public Sender sender() {
    return (Sender) half(sends);
  }

  @Override
  public Receiver receiver() {
    return (Receiver) half(!sends);
  }

  private SharedEnd half(boolean here) {
    if (!here) {
      throw new IllegalStateException(
          "%s -> %s: this is the other half".formatted(name.source(), name.target()));
    }
    return end;
  }

  @Override
  public synchronized void abort(String reason) {
    end.abort(reason, !closed);
  }

  /** Also tells the other process that this one has gone. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      end.release();
    } catch (LinkException _) {
      // The memory is gone, so nobody waits there.
    }
    try {
      file.close();
    } catch (IOException e) {
      throw name.failure("cannot close: " + e, 0, e);
    }
  }
}
