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
 * <p>An end that has to wait spins briefly, then parks. No wake-up is lost: the waiting end first
 * says that it parks and then looks again, the other end first counts and then looks whether
 * somebody parks; all four accesses are volatile, so at least one of the two sees the other.
 */
public final class InProcessLink implements Link {
  private static final long SMALLEST_SLOT = 4096;
  private static final long ALIGNMENT = 64;

  /** The epoch that is read, a lead of two epochs, and the one that is written. */
  private static final int SLOTS = 4;

  private static final int DEFERRED_SLOTS = 16;
  private static final long DEFERRED_NANOS = Duration.ofMillis(20).toNanos();

  /**
   * Looks before a thread parks, about a microsecond: longer waits need the core for somebody else.
   */
  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 20 : 0;

  private final String source;
  private final String target;
  private final Duration timeout;
  private final int wakeReceiverAt;
  private final long receiverNapNanos;
  private final Arena arena = Arena.ofShared();
  private final SendingEnd sender = new SendingEnd();
  private final ReceivingEnd receiver = new ReceivingEnd();

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
    this.source = source;
    this.target = target;
    this.timeout = timeout;
    this.wakeReceiverAt = wakeReceiverAt;
    this.receiverNapNanos = receiverNapNanos;
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

  private String text(String reason, long epoch) {
    return "link %s -> %s, epoch %d: %s".formatted(source, target, epoch, reason);
  }

  private void checkOrder(long expected, long epoch) {
    if (expected != epoch) {
      throw new IllegalStateException(text("epoch " + expected + " is next", epoch));
    }
  }

  /** What both ends share: waiting for the other one. */
  private abstract class End {
    private volatile boolean released;
    private volatile Thread parked;

    abstract boolean isReady();

    final void await(End other, String peer, long napNanos, long epoch) {
      if (aborted == null && isReady()) {
        return;
      }
      for (int spin = 0; spin < SPINS; spin++) {
        Thread.onSpinWait();
        if (isReady()) {
          break;
        }
      }
      long deadline = System.nanoTime() + timeout.toNanos();
      try {
        while (!isReadyOrThrow(other, peer, epoch)) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            throw new LinkException(
                text("no answer of " + peer + " for " + timeout.toMillis() + " ms", epoch));
          }
          LockSupport.parkNanos(InProcessLink.this, Math.min(left, napNanos));
        }
      } finally {
        parked = null;
      }
    }

    /** Whether to go on; if not, who is to be woken is known to the other end. */
    private boolean isReadyOrThrow(End other, String peer, long epoch) {
      parked = Thread.currentThread();
      // What was sent before a release counts: look for the release first.
      boolean alone = other.released;
      if (aborted != null) {
        throw new LinkException(text(aborted, epoch));
      }
      if (isReady()) {
        return true;
      }
      if (alone) {
        throw new LinkException(text("closed by " + peer, epoch));
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new LinkException(text("interrupted", epoch));
      }
      return false;
    }

    /**
     * Each clearing is followed by a wake-up, so it may come late: the end looks and parks anew.
     */
    final void wake() {
      Thread waiting = parked;
      if (waiting != null) {
        parked = null;
        LockSupport.unpark(waiting);
      }
    }

    final void releaseAndWake(End other) {
      released = true;
      other.wake();
    }
  }

  private final class SendingEnd extends End implements Sender {
    @Override
    boolean isReady() {
      return sent - received < slots.length;
    }

    @Override
    public void awaitReady(long epoch) {
      checkOrder(sent, epoch);
      await(receiver, target, Long.MAX_VALUE, epoch);
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
      releaseAndWake(receiver);
    }
  }

  private final class ReceivingEnd extends End implements Receiver {
    @Override
    boolean isReady() {
      return received < sent;
    }

    @Override
    public void awaitReady(long epoch) {
      checkOrder(received, epoch);
      await(sender, source, receiverNapNanos, epoch);
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
      releaseAndWake(sender);
    }
  }
}
