package org.fimbria.link;

import java.lang.foreign.MemorySegment;

/**
 * What moves data between two components: one epoch at a time, from one sending to one receiving
 * thread.
 *
 * <p>Both ends speak the same four calls per epoch: {@code awaitReady} (data, or room for it),
 * {@code transfer} (the memory to fill or read), {@code endTransfer} (hand over; the other side may
 * go on) and, once, {@code release} (close for good). Every wait is bounded and ends with a {@link
 * LinkException} when the other side has gone.
 *
 * <p>Between processes each makes its half of a link, which has one end only; to ask for the other
 * one is an {@link IllegalStateException}.
 */
public interface Link extends AutoCloseable {
  /** Where data comes in. */
  Sender sender();

  /** Where data comes out. */
  Receiver receiver();

  /**
   * Ends every present and future wait on both ends with this reason; called when the run fails.
   */
  void abort(String reason);

  /** Frees the memory; both ends must have stopped. */
  @Override
  void close();

  /** The sending end. */
  interface Sender {
    /** Waits until there is room for an epoch. */
    void awaitReady(long epoch);

    /** Memory of at least {@code bytes} for the epoch's data; asking again keeps nothing. */
    MemorySegment transfer(long bytes);

    /** Hands {@code bytes} bytes over to the receiver. */
    void endTransfer(long bytes);

    /** Says that nothing more will come. */
    void release();
  }

  /** The receiving end. */
  interface Receiver {
    /** Waits until the data of an epoch is there. */
    void awaitReady(long epoch);

    /**
     * Memory that begins with the epoch's data, valid until {@link #endTransfer}; it may be longer
     * than {@link #bytes}, so that the same object serves every epoch.
     */
    MemorySegment transfer();

    /** Length of the epoch's data. */
    long bytes();

    /** Gives the memory back to the sender. */
    void endTransfer();

    /** Says that nothing more will be read. */
    void release();
  }
}
