package org.fimbria.cosim;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A link between two threads of one process: two off-heap slots that change hands, no copy.
 *
 * <p>One epoch can be written while the one before is read. A slot belongs to the sender while it
 * is free and to the receiver while it is full; only the counters are guarded.
 */
public final class InProcessLink implements Link {
  private static final long SMALLEST_SLOT = 4096;
  private static final long ALIGNMENT = 64;
  private static final int SLOTS = 2;

  private final String source;
  private final String target;
  private final Duration timeout;
  private final Arena arena = Arena.ofShared();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final MemorySegment[] slots = new MemorySegment[SLOTS];
  private final long[] filled = new long[SLOTS];
  private long sent;
  private long received;
  private boolean senderReleased;
  private boolean receiverReleased;
  private String aborted;

  /**
   * Makes a link.
   *
   * @param source name of the sending module
   * @param target name of the receiving module
   * @param timeout longest wait
   */
  public InProcessLink(String source, String target, Duration timeout) {
    this.source = source;
    this.target = target;
    this.timeout = timeout;
    Arrays.setAll(slots, slot -> arena.allocate(SMALLEST_SLOT, ALIGNMENT));
  }

  @Override
  public Sender sender() {
    return new SendingEnd();
  }

  @Override
  public Receiver receiver() {
    return new ReceivingEnd();
  }

  @Override
  public void abort(String reason) {
    change(() -> {
      if (aborted == null) {
        aborted = reason;
      }
    });
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier ready, BooleanSupplier peerGone, String peer, long epoch) {
    long nanos = timeout.toNanos();
    lock.lock();
    try {
      while (aborted == null && !ready.getAsBoolean()) {
        if (peerGone.getAsBoolean()) {
          throw new LinkException(text("closed by " + peer, epoch));
        }
        if (nanos <= 0) {
          throw new LinkException(
              text("no answer of " + peer + " for " + timeout.toMillis() + " ms", epoch));
        }
        nanos = changed.awaitNanos(nanos);
      }
      if (aborted != null) {
        throw new LinkException(text(aborted, epoch));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkException(text("interrupted", epoch));
    } finally {
      lock.unlock();
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

  private final class SendingEnd implements Sender {
    @Override
    public void awaitReady(long epoch) {
      checkOrder(sent, epoch);
      await(() -> sent - received < SLOTS, () -> receiverReleased, target, epoch);
    }

    @Override
    public MemorySegment transfer(long bytes) {
      int slot = (int) (sent % SLOTS);
      if (bytes > slots[slot].byteSize()) {
        long grown = Math.max(bytes, 2 * slots[slot].byteSize());
        slots[slot] = arena.allocate(Math.ceilDiv(grown, ALIGNMENT) * ALIGNMENT, ALIGNMENT);
      }
      return slots[slot];
    }

    @Override
    public void endTransfer(long bytes) {
      change(() -> {
        filled[(int) (sent % SLOTS)] = bytes;
        sent++;
      });
    }

    @Override
    public void release() {
      change(() -> senderReleased = true);
    }
  }

  private final class ReceivingEnd implements Receiver {
    @Override
    public void awaitReady(long epoch) {
      checkOrder(received, epoch);
      await(() -> received < sent, () -> senderReleased, source, epoch);
    }

    @Override
    public MemorySegment transfer() {
      int slot = (int) (received % SLOTS);
      return slots[slot].asSlice(0, filled[slot]);
    }

    @Override
    public void endTransfer() {
      change(() -> received++);
    }

    @Override
    public void release() {
      change(() -> receiverReleased = true);
    }
  }
}
