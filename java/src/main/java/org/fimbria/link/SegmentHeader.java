package org.fimbria.link;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * The first page of a shared segment: who shares it, the counters of both ends, and where the slots
 * are.
 *
 * <p>The first 88 bytes are the same in all versions. What one end writes often is on a cache line
 * of its own, two lines from the next, since processors fetch lines in pairs.
 *
 * <p>All is plain and volatile access: where a file was truncated, it throws an InternalError,
 * while a compare-and-set would end the process.
 */
final class SegmentHeader {
  /** The epoch that is read, a lead of two epochs, and the one that is written. */
  static final int SLOTS = 4;

  static final long BYTES = 4096;

  static final int AWAKE = 0;
  static final int ASLEEP = 1;

  private static final long MAGIC_WORD = 0x4d485342_4d49464cL;
  private static final int LAYOUT_VERSION = 1;

  private static final long MAGIC = 0;
  private static final long VERSION = 8;
  private static final long SLOT_COUNT = 12;
  private static final long SLOT_BYTES = 16;
  private static final long FILE_BYTES = 24;
  private static final long MAKER = 32;
  private static final long JOINER = 64;
  private static final long MAKER_SENDS = 96;
  private static final long JOINED = 100;
  private static final long UNNAMED = 104;
  private static final long SOURCE = 128;
  private static final long TARGET = 384;

  /** The sender's line: how many epochs, and of each slot its length and its move's number. */
  private static final long SENT = 2048;

  private static final long FILLED = SENT + 8;
  private static final long MOVES = FILLED + 8 * SLOTS;
  private static final long RECEIVED = 2304;

  /** Of the sender; the receiver's are behind it. */
  private static final long ASLEEP_WORD = 2560;

  private static final long RELEASED = ASLEEP_WORD + 4;
  private static final long ABORTED = ASLEEP_WORD + 8;
  private static final long NEXT_END = 128;
  private static final long PLACES = 2816;

  /** Why the sender aborted; the receiver's reason is behind it. */
  private static final long REASON = 3072;

  private static final int REASON_BYTES = 512;

  private static final VarHandle LONG = JAVA_LONG.varHandle();
  private static final VarHandle INT = JAVA_INT.varHandle();

  private final MemorySegment memory;

  /** Over a page that is mapped, or read from a file. */
  SegmentHeader(MemorySegment memory) {
    this.memory = memory;
  }

  /** Writes the header of a new segment. */
  void make(LinkName name, boolean makerSends, long slotBytes) {
    memory.set(JAVA_LONG, MAGIC, MAGIC_WORD);
    memory.set(JAVA_INT, VERSION, LAYOUT_VERSION);
    memory.set(JAVA_INT, SLOT_COUNT, SLOTS);
    memory.set(JAVA_LONG, SLOT_BYTES, slotBytes);
    memory.set(JAVA_LONG, FILE_BYTES, BYTES + SLOTS * slotBytes);
    setProcess(MAKER, ProcessId.own());
    memory.set(JAVA_INT, MAKER_SENDS, makerSends ? 1 : 0);
    memory.setString(SOURCE, name.source());
    memory.setString(TARGET, name.target());
    for (int slot = 0; slot < SLOTS; slot++) {
      setPlace(slot, BYTES + slot * slotBytes, slotBytes);
    }
  }

  /** Whether this is a segment's header at all, of any version. */
  boolean isSegment() {
    return memory.get(JAVA_LONG, MAGIC) == MAGIC_WORD;
  }

  /** Why this segment cannot be joined, or null. */
  String reasonToRefuse(LinkName name, boolean makerSends, long fileBytes) {
    if (!isSegment() || memory.get(JAVA_INT, VERSION) != LAYOUT_VERSION) {
      return "is no segment of this version of Fimbria";
    }
    if (memory.get(JAVA_INT, SLOT_COUNT) != SLOTS || fileBytes < fileBytes()) {
      return "is damaged";
    }
    LinkName found = new LinkName(memory.getString(SOURCE), memory.getString(TARGET));
    if (!found.equals(name)) {
      return "belongs to link %s -> %s".formatted(found.source(), found.target());
    }
    return makerSends == makerSends() ? null : "has been made for the same end by another process";
  }

  boolean makerSends() {
    return memory.get(JAVA_INT, MAKER_SENDS) == 1;
  }

  long slotBytes() {
    return memory.get(JAVA_LONG, SLOT_BYTES);
  }

  long fileBytes() {
    return memory.get(JAVA_LONG, FILE_BYTES);
  }

  ProcessId maker() {
    return process(MAKER);
  }

  ProcessId joiner() {
    return process(JOINER);
  }

  /** Whether the other process has come. */
  boolean isJoined() {
    return (int) INT.getVolatile(memory, JOINED) == 1;
  }

  void setJoined() {
    setProcess(JOINER, ProcessId.own());
    INT.setVolatile(memory, JOINED, 1);
  }

  /** Whether the file has lost its name to the one who joined. */
  boolean isUnnamed() {
    return (int) INT.getVolatile(memory, UNNAMED) == 1;
  }

  void setUnnamed() {
    INT.setVolatile(memory, UNNAMED, 1);
  }

  boolean isAborted(boolean sender) {
    return (int) INT.getVolatile(memory, ABORTED + end(sender)) == 1;
  }

  void abort(boolean sender, String reason) {
    String fitting = reason;
    while (fitting.getBytes(StandardCharsets.UTF_8).length >= REASON_BYTES) {
      fitting = fitting.substring(0, fitting.length() * 9 / 10);
    }
    memory.setString(reasonOf(sender), fitting);
    INT.setVolatile(memory, ABORTED + end(sender), 1);
  }

  String abortReason(boolean sender) {
    return memory.getString(reasonOf(sender));
  }

  long sent() {
    return (long) LONG.getVolatile(memory, SENT);
  }

  void setSent(long epochs) {
    LONG.setVolatile(memory, SENT, epochs);
  }

  long received() {
    return (long) LONG.getVolatile(memory, RECEIVED);
  }

  void setReceived(long epochs) {
    LONG.setVolatile(memory, RECEIVED, epochs);
  }

  long filled(int slot) {
    return memory.get(JAVA_LONG, FILLED + 8L * slot);
  }

  void setFilled(int slot, long bytes) {
    memory.set(JAVA_LONG, FILLED + 8L * slot, bytes);
  }

  /** How often a slot has moved to a larger place. */
  int moves(int slot) {
    return memory.get(JAVA_INT, MOVES + 4L * slot);
  }

  void move(int slot, long offset, long bytes) {
    setPlace(slot, offset, bytes);
    memory.set(JAVA_INT, MOVES + 4L * slot, moves(slot) + 1);
  }

  long offset(int slot) {
    return memory.get(JAVA_LONG, PLACES + 16L * slot);
  }

  long capacity(int slot) {
    return memory.get(JAVA_LONG, PLACES + 16L * slot + 8);
  }

  boolean isReleased(boolean sender) {
    return (int) INT.getVolatile(memory, RELEASED + end(sender)) != 0;
  }

  void setReleased(boolean sender) {
    INT.setVolatile(memory, RELEASED + end(sender), 1);
  }

  boolean isAsleep(boolean sender) {
    return (int) INT.getVolatile(memory, ASLEEP_WORD + end(sender)) == ASLEEP;
  }

  void setAsleep(boolean sender, int value) {
    INT.setVolatile(memory, ASLEEP_WORD + end(sender), value);
  }

  /** Where an end sleeps. */
  MemorySegment asleepWord(boolean sender) {
    return memory.asSlice(ASLEEP_WORD + end(sender), Integer.BYTES);
  }

  private static long end(boolean sender) {
    return sender ? 0 : NEXT_END;
  }

  private static long reasonOf(boolean sender) {
    return sender ? REASON : REASON + REASON_BYTES;
  }

  private void setPlace(int slot, long offset, long bytes) {
    memory.set(JAVA_LONG, PLACES + 16L * slot, offset);
    memory.set(JAVA_LONG, PLACES + 16L * slot + 8, bytes);
  }

  private ProcessId process(long offset) {
    return new ProcessId(
        memory.get(JAVA_LONG, offset),
        memory.get(JAVA_LONG, offset + 8),
        memory.get(JAVA_LONG, offset + 16));
  }

  private void setProcess(long offset, ProcessId process) {
    memory.set(JAVA_LONG, offset, process.pid());
    memory.set(JAVA_LONG, offset + 8, process.start());
    memory.set(JAVA_LONG, offset + 16, process.namespace());
  }
}
