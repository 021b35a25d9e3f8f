package org.fimbria.link;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A link between two threads of one process: a ring of off-heap slots that change hands, no copy,
 * no lock.
 *
 * <p>A slot belongs to the sender while it is free and to the receiver while it is full. Each end
 * writes one counter, {@code sent} or {@code received}, and reads the other's: a slot's content is
 * written before the counter that hands it over.
 *
 * <p>An end that has to wait spins briefly, then parks ({@link LinkEnd}).
 */
public final class InProcessLink implements Link {
  private static final long SMALLEST_SLOT = 4096;
  private static final long ALIGNMENT = 64;

  /** The epoch that is read, a lead of two epochs, and the one that is written. */
  private static final int SLOTS = 4;

  private static final int DEFERRED_SLOTS = 16;
  private static final long DEFERRED_NANOS = Duration.ofMillis(20).toNanos();

  private final LinkName name;
  private final int wakeReceiverAt;
  private final Arena arena = Arena.ofShared();
  private final SendingEnd sender;
  private final ReceivingEnd receiver;

  private final MemorySegment[] slots;
  private final long[] filled;
  private volatile long sent;
  private volatile long received;
  private volatile String aborted;

  /**
   * Makes a link.
   *
   * @param source name of the sending module
   * @param target name of the receiving module
   * @param timeout longest wait
   */
  public InProcessLink(String source, String target, Duration timeout) {
    this(source, target, timeout, SLOTS, 1, Long.MAX_VALUE);
  }

  private InProcessLink(
      String source,
      String target,
      Duration timeout,
      int slotCount,
      int wakeReceiverAt,
      long receiverNapNanos) {
    name = new LinkName(source, target);
    this.wakeReceiverAt = wakeReceiverAt;
    sender = new SendingEnd(timeout);
    receiver = new ReceivingEnd(timeout, receiverNapNanos);
    slots = new MemorySegment[slotCount];
    filled = new long[slotCount];
    Arrays.setAll(slots, slot -> arena.allocate(SMALLEST_SLOT, ALIGNMENT));
  }

  /**
   * A link whose receiver is in no hurry: a waiting one is woken when half of the many slots are
   * full, and looks by itself every 20 ms. The sender hardly ever pays for waking it.
   */
  public static InProcessLink deferred(String source, String target, Duration timeout) {
    return new InProcessLink(
        source, target, timeout, DEFERRED_SLOTS, DEFERRED_SLOTS / 2, DEFERRED_NANOS);
  }

  @Override
  public Sender sender() {
    return sender;
  }

  @Override
  public Receiver receiver() {
    return receiver;
  }

  @Override
  public synchronized void abort(String reason) {
    if (aborted == null) {
      aborted = reason;
    }
    sender.wake();
    receiver.wake();
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  /** What both ends share: they park, and name the thread that the other one wakes. */
  private abstract class End extends LinkEnd {
    private volatile boolean released;
    private volatile Thread parked;

    End(String peer, Duration timeout, long longestNapNanos) {
      super(name, peer, timeout, longestNapNanos);
    }

    abstract End other();

    final void await(long expected, long epoch) {
      name.checkOrder(expected, epoch);
      if (aborted != null || !isReady()) {
        spinThenSleep(epoch);
      }
    }

    @Override
    final String abortion() {
      return aborted;
    }

    @Override
    final boolean isPeerReleased() {
      return other().released;
    }

    @Override
    final void fallAsleep() {
      parked = Thread.currentThread();
    }

    @Override
    final void sleep(long nanos) {
      LockSupport.parkNanos(InProcessLink.this, nanos);
    }

    @Override
    final void wakeUp() {
      parked = null;
    }

    /** Called by the other end. */
    final void wake() {
      Thread waiting = parked;
      if (waiting != null) {
        parked = null;
        LockSupport.unpark(waiting);
      }
    }

    final void releaseAndWake() {
      released = true;
      other().wake();
    }
  }

  private final class SendingEnd extends End implements Sender {
    SendingEnd(Duration timeout) {
      super(name.target(), timeout, Long.MAX_VALUE);
    }

    @Override
    End other() {
      return receiver;
    }

    @Override
    boolean isReady() {
      return sent - received < slots.length;
    }

    @Override
    public void awaitReady(long epoch) {
      await(sent, epoch);
    }

    @Override
    public MemorySegment transfer(long bytes) {
      int slot = (int) (sent % slots.length);
      if (bytes > slots[slot].byteSize()) {
        long grown = Math.max(bytes, 2 * slots[slot].byteSize());
        slots[slot] = arena.allocate(Math.ceilDiv(grown, ALIGNMENT) * ALIGNMENT, ALIGNMENT);
      }
      return slots[slot];
    }

    @Override
    public void endTransfer(long bytes) {
      long epoch = sent;
      filled[(int) (epoch % slots.length)] = bytes;
      sent = epoch + 1;
      if (epoch + 1 - received >= wakeReceiverAt) {
        receiver.wake();
      }
    }

    @Override
    public void release() {
      releaseAndWake();
    }
  }

  private final class ReceivingEnd extends End implements Receiver {
    ReceivingEnd(Duration timeout, long longestNapNanos) {
      super(name.source(), timeout, longestNapNanos);
    }

    @Override
    End other() {
      return sender;
    }

    @Override
    boolean isReady() {
      return received < sent;
    }

    @Override
    public void awaitReady(long epoch) {
      await(received, epoch);
    }

    @Override
    public MemorySegment transfer() {
      return slots[(int) (received % slots.length)];
    }

    @Override
    public long bytes() {
      return filled[(int) (received % slots.length)];
    }

    @Override
    public void endTransfer() {
      long epoch = received;
      received = epoch + 1;
      sender.wake();
    }

    @Override
    public void release() {
      releaseAndWake();
    }
  }
}
