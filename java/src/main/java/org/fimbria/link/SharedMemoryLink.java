package org.fimbria.link;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import org.fimbria.natives.NativeException;
import org.fimbria.natives.SharedWord;

/**
 * Half of a link between two processes of a node: a ring of slots in memory that both have mapped,
 * no copy, no lock.
 *
 * <p>Each process makes its half, in any order; whoever comes first makes the segment and may go on
 * without the other, up to the first wait. A slot belongs to the sender while it is free and to the
 * receiver while it is full. Each end writes one counter, {@code sent} or {@code received}, and
 * reads the other's: a slot's content is written before the counter that hands it over.
 *
 * <p>An end that has to wait spins briefly, then sleeps at a word of the segment. No wake-up is
 * lost: the waiting end first says there that it sleeps and then looks again, the other end first
 * counts and then looks whether somebody sleeps; all four accesses are volatile, so at least one of
 * the two sees the other. Who wakes changes the word before it calls the system, which lets nobody
 * fall asleep at a word that has changed. A waiting end looks ten times a second whether the other
 * process still lives.
 */
public final class SharedMemoryLink implements Link {
  /** Looks before a thread sleeps, about a microsecond. */
  private static final int SPINS = 20;

  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private final LinkName name;
  private final String peerName;
  private final Duration timeout;
  private final boolean sends;
  private final SegmentFile file;
  private final SegmentHeader header;
  private final SharedSlots slots;
  private final MemorySegment ownWord;
  private final MemorySegment peerWord;
  private final End end;
  private volatile String aborted;
  private boolean closed;

  private SharedMemoryLink(
      Path folder, String job, LinkName name, boolean sends, Duration timeout, long slotBytes) {
    this.name = name;
    this.sends = sends;
    this.timeout = timeout;
    peerName = sends ? name.target() : name.source();
    file =
        SegmentFile.open(
            folder, job, name, sends, SharedSlots.wholePages(slotBytes), timeout.toNanos());
    header = file.header();
    slots = new SharedSlots(file);
    ownWord = header.asleepWord(sends);
    peerWord = header.asleepWord(!sends);
    end = sends ? new SendingEnd() : new ReceivingEnd();
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

  private End half(boolean here) {
    if (!here) {
      throw new IllegalStateException(
          "%s -> %s: this is the other half".formatted(name.source(), name.target()));
    }
    return end;
  }

  @Override
  public synchronized void abort(String reason) {
    if (aborted == null) {
      aborted = reason;
    }
    if (closed) {
      return;
    }
    try {
      header.abort(sends, reason);
      wake(sends, ownWord);
      wake(!sends, peerWord);
    } catch (InternalError | NativeException _) {
      // The memory is gone, so nobody sleeps there.
    }
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

  /** Each clearing is followed by a wake-up, so it may come late: the end looks and sleeps anew. */
  private void wake(boolean sender, MemorySegment word) {
    if (header.isAsleep(sender)) {
      header.setAsleep(sender, SegmentHeader.AWAKE);
      SharedWord.wake(word);
    }
  }

  private LinkException gone(long epoch, Throwable cause) {
    return name.failure("the shared memory is gone: " + cause.getMessage(), epoch, cause);
  }

  /** What both ends share: waiting for the other one. */
  private abstract class End {
    /** Epochs that this end has handed over. */
    long done;

    private ProcessId peer;

    abstract boolean isReady();

    final void await(long epoch) {
      name.checkOrder(done, epoch);
      try {
        if (isAborted() || !isReady()) {
          spinThenSleep(epoch);
        }
      } catch (InternalError | NativeException e) {
        throw gone(epoch, e);
      }
    }

    private void spinThenSleep(long epoch) {
      for (int spin = 0; spin < SPINS && !isReady(); spin++) {
        Thread.onSpinWait();
      }
      long begun = System.nanoTime();
      long looked = begun;
      String broken = null;
      try {
        while (!isReadyOrThrow(epoch, broken)) {
          long now = System.nanoTime();
          if (now - looked >= LOOK_NANOS) {
            looked = now;
            broken = findBreak();
          }
          long left = broken == null ? timeout.toNanos() - (now - begun) : LOOK_NANOS;
          if (left <= 0) {
            throw name.failure(
                "no answer of %s for %d ms%s".formatted(peerName, timeout.toMillis(), absence()),
                epoch);
          }
          if (broken == null) {
            SharedWord.await(ownWord, SegmentHeader.ASLEEP, Math.min(left, LOOK_NANOS));
          }
        }
      } finally {
        header.setAsleep(sends, SegmentHeader.AWAKE);
      }
    }

    /** Whether to go on; if not, the other end knows that this one sleeps. */
    private boolean isReadyOrThrow(long epoch, String broken) {
      header.setAsleep(sends, SegmentHeader.ASLEEP);
      // What was sent before a release counts: look for the release first.
      boolean alone = header.isReleased(!sends);
      if (isAborted()) {
        throw name.failure(aborted == null ? header.abortReason(!sends) : aborted, epoch);
      }
      if (isReady()) {
        return true;
      }
      if (alone) {
        throw name.failure("closed by " + peerName, epoch);
      }
      if (broken != null) {
        throw name.failure(broken, epoch);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw name.failure("interrupted", epoch);
      }
      return false;
    }

    private boolean isAborted() {
      return aborted != null || header.isAborted(!sends);
    }

    private String absence() {
      return file.peer() == null ? ", which never came" : "";
    }

    /** Why no answer will ever come, or null. */
    private String findBreak() {
      peer = peer == null ? file.peer() : peer;
      if (peer == null) {
        return file.isRemoved() ? file.path() + " was removed" : null;
      }
      return peer.hasEnded()
          ? "no answer of %s: process %d has ended".formatted(peerName, peer.pid())
          : null;
    }

    public final void release() {
      try {
        header.setReleased(sends);
        wake(!sends, peerWord);
      } catch (InternalError | NativeException e) {
        throw gone(done, e);
      }
    }

    final int slot() {
      return (int) (done % SegmentHeader.SLOTS);
    }
  }

  private final class SendingEnd extends End implements Sender {
    private long received;

    /** Looks at the other end's counter only when the ring seems full. */
    @Override
    boolean isReady() {
      if (done - received < SegmentHeader.SLOTS) {
        return true;
      }
      received = header.received();
      return done - received < SegmentHeader.SLOTS;
    }

    @Override
    public void awaitReady(long epoch) {
      await(epoch);
    }

    @Override
    public MemorySegment transfer(long bytes) {
      try {
        return slots.toFill(slot(), bytes);
      } catch (IOException e) {
        throw name.failure(
            "no memory for %d bytes, %s: %s".formatted(bytes, file.room(), e.getMessage()),
            done,
            e);
      } catch (InternalError e) {
        throw gone(done, e);
      }
    }

    @Override
    public void endTransfer(long bytes) {
      try {
        header.setFilled(slot(), bytes);
        header.setSent(++done);
        wake(false, peerWord);
      } catch (InternalError | NativeException e) {
        throw gone(done, e);
      }
    }
  }

  private final class ReceivingEnd extends End implements Receiver {
    private long sent;

    @Override
    boolean isReady() {
      if (done < sent) {
        return true;
      }
      sent = header.sent();
      return done < sent;
    }

    @Override
    public void awaitReady(long epoch) {
      await(epoch);
    }

    @Override
    public MemorySegment transfer() {
      try {
        return slots.toRead(slot());
      } catch (IOException e) {
        throw name.failure("cannot map a larger slot: " + e, done, e);
      } catch (InternalError e) {
        throw gone(done, e);
      }
    }

    @Override
    public long bytes() {
      return header.filled(slot());
    }

    @Override
    public void endTransfer() {
      try {
        header.setReceived(++done);
        wake(true, peerWord);
      } catch (InternalError | NativeException e) {
        throw gone(done, e);
      }
    }
  }
}
