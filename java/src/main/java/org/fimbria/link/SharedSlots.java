package org.fimbria.link;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * One end's view of the slots of a segment.
 *
 * <p>The segment is as long as all slots together, but the system gives memory only to what was
 * reserved: what the epochs have needed so far. A slot that is too small moves to a larger place at
 * the end of the file; the receiver follows when it takes over an epoch that was written there.
 */
final class SharedSlots {
  private static final long PAGE = 4096;
  private static final long LEAST_RESERVED = 1 << 16;

  private final SegmentFile file;
  private final SegmentHeader header;
  private final MemorySegment[] places = new MemorySegment[SegmentHeader.SLOTS];
  private final MemorySegment[] reserved = new MemorySegment[SegmentHeader.SLOTS];
  private final long[] offsets = new long[SegmentHeader.SLOTS];
  private final int[] moves = new int[SegmentHeader.SLOTS];
  private long fileBytes;

  SharedSlots(SegmentFile file) {
    this.file = file;
    header = file.header();
    fileBytes = header.fileBytes();
    long slotBytes = header.slotBytes();
    for (int slot = 0; slot < SegmentHeader.SLOTS; slot++) {
      offsets[slot] = SegmentHeader.BYTES + slot * slotBytes;
      places[slot] = file.memory().asSlice(offsets[slot], slotBytes);
      reserved[slot] = places[slot].asSlice(0, 0);
    }
  }

  /** A size that slots can have: at least {@code bytes}. */
  static long wholePages(long bytes) {
    return Math.ceilDiv(Math.max(bytes, 1), PAGE) * PAGE;
  }

  /** Memory to write an epoch to, all of it reserved. */
  MemorySegment toFill(int slot, long bytes) throws IOException {
    if (bytes > places[slot].byteSize()) {
      move(slot, wholePages(Math.max(bytes, 2 * places[slot].byteSize())));
    }
    if (bytes > reserved[slot].byteSize() || reserved[slot].byteSize() == 0) {
      reserve(slot, bytes);
    }
    return reserved[slot];
  }

  /** Memory that begins with the epoch that was written to a slot. */
  MemorySegment toRead(int slot) throws IOException {
    if (header.moves(slot) != moves[slot]) {
      moves[slot] = header.moves(slot);
      places[slot] = file.map(header.offset(slot), header.capacity(slot));
    }
    return places[slot];
  }

  private void move(int slot, long bytes) throws IOException {
    places[slot] = file.map(fileBytes, bytes);
    reserved[slot] = places[slot].asSlice(0, 0);
    offsets[slot] = fileBytes;
    header.move(slot, fileBytes, bytes);
    fileBytes += bytes;
  }

  private void reserve(int slot, long bytes) throws IOException {
    long before = reserved[slot].byteSize();
    long generous = wholePages(Math.max(bytes, Math.max(2 * before, LEAST_RESERVED)));
    long after = Math.min(generous, places[slot].byteSize());
    file.reserve(offsets[slot] + before, after - before);
    reserved[slot] = places[slot].asSlice(0, after);
  }
}
