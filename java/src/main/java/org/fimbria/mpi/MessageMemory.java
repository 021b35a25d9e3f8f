package org.fimbria.mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * Memory of a slot of a link: an epoch's length and, from an address that suits every processor on,
 * its data. What MPI sends or receives begins with the length.
 *
 * <p>A persistent request has one size for good. So messages have sizes of a ladder, multiples of
 * 64 bytes with eight steps from each power of two to the next: a link needs few requests, and
 * sends an eighth more than it has to at most.
 */
final class MessageMemory {
  /** The length of what says that nothing more will come. */
  static final long END = -1;

  /** Steps of the ladder that a message may have. */
  static final int STEPS = 8 * 22;

  /** Of an epoch's data; MPI counts in 32 bits. */
  static final long LONGEST = 1L << 29;

  private static final long LENGTH = Long.BYTES;
  private static final long ALIGNMENT = 64;
  private static final int LINEAR_BITS = 4;

  private final MemorySegment message;
  private final MemorySegment data;

  /** Memory for a message of this size, which is one of the ladder. */
  MessageMemory(Arena arena, long size) {
    MemorySegment whole = arena.allocate(ALIGNMENT - LENGTH + size, ALIGNMENT);
    message = whole.asSlice(ALIGNMENT - LENGTH);
    data = whole.asSlice(ALIGNMENT);
  }

  /** Size of the message with so many bytes of data, at most {@link #LONGEST}. */
  static long size(long bytes) {
    assert bytes <= LONGEST : bytes;
    long units = Math.ceilDiv(bytes + LENGTH, ALIGNMENT);
    int shift = shift(units);
    return Math.ceilDiv(units, 1L << shift) << shift << Long.numberOfTrailingZeros(ALIGNMENT);
  }

  /** Size of a slot that has grown for so many bytes, with room for more. */
  static long roomySize(long bytes) {
    return size(Math.min(2 * bytes, LONGEST));
  }

  /** Number of a size on the ladder, from 0. */
  static int step(long size) {
    long units = size / ALIGNMENT;
    int shift = shift(units);
    return Math.toIntExact((8L * shift) + (units >> shift) - 1);
  }

  private static int shift(long units) {
    return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(units - 1) - LINEAR_BITS);
  }

  MemorySegment data() {
    return data;
  }

  long capacity() {
    return message.byteSize();
  }

  long length() {
    return message.get(ValueLayout.JAVA_LONG, 0);
  }

  void length(long bytes) {
    message.set(ValueLayout.JAVA_LONG, 0, bytes);
  }

  /** The message's first bytes, for MPI. */
  ByteBuffer first(long size) {
    return message.asSlice(0, size).asByteBuffer();
  }
}
