package org.fimbria.link;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.fimbria.natives.NativeException;
import org.fimbria.natives.SharedWord;

/**
 * One process's end of a link through shared memory: it sleeps at a word of the segment, and looks
 * ten times a second whether the other process still lives.
 *
 * <p>Who wakes an end changes the word before it calls the system, which lets nobody fall asleep at
 * a word that has changed.
 */
abstract class SharedEnd extends LinkEnd {
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  final LinkName name;
  final SegmentFile file;
  final SegmentHeader header;
  final SharedSlots slots;

  /** Epochs that this end has handed over. */
  long done;

  private final boolean sends;
  private final String peerName;
  private final MemorySegment ownWord;
  private final MemorySegment peerWord;
  private ProcessId peer;
  private volatile String aborted;

  SharedEnd(LinkName name, boolean sends, Duration timeout, SegmentFile file) {
    super(name, sends ? name.target() : name.source(), timeout, LOOK_NANOS);
    this.name = name;
    this.sends = sends;
    this.file = file;
    peerName = sends ? name.target() : name.source();
    header = file.header();
    slots = new SharedSlots(file);
    ownWord = header.asleepWord(sends);
    peerWord = header.asleepWord(!sends);
  }

  public final void awaitReady(long epoch) {
    name.checkOrder(done, epoch);
    try {
      if (isAborted() || !isReady()) {
        spinThenSleep(epoch);
      }
    } catch (InternalError | NativeException e) {
      throw gone(e);
    }
  }

  public final void release() {
    try {
      header.setReleased(sends);
      wakePeer();
    } catch (InternalError | NativeException e) {
      throw gone(e);
    }
  }

  /** Tells the other end too; the first reason counts. */
  final void abort(String reason, boolean memoryIsThere) {
    if (aborted != null) {
      return;
    }
    aborted = reason;
    if (!memoryIsThere) {
      return;
    }
    try {
      header.abort(sends, reason);
      wake(sends, ownWord);
      wakePeer();
    } catch (InternalError | NativeException _) {
      // The memory is gone, so nobody sleeps there.
    }
  }

  final int slot() {
    return (int) (done % SegmentHeader.SLOTS);
  }

  final void wakePeer() {
    wake(!sends, peerWord);
  }

  /** The file was truncated. */
  final LinkException gone(Throwable cause) {
    return name.failure("the shared memory is gone: " + cause.getMessage(), done, cause);
  }

  private void wake(boolean sender, MemorySegment word) {
    if (header.isAsleep(sender)) {
      header.setAsleep(sender, SegmentHeader.AWAKE);
      SharedWord.wake(word);
    }
  }

  private boolean isAborted() {
    return aborted != null || header.isAborted(!sends);
  }

  @Override
  final String abortion() {
    return aborted == null && isAborted() ? header.abortReason(!sends) : aborted;
  }

  @Override
  final boolean isPeerReleased() {
    return header.isReleased(!sends);
  }

  @Override
  final void fallAsleep() {
    header.setAsleep(sends, SegmentHeader.ASLEEP);
  }

  @Override
  final void sleep(long nanos) {
    SharedWord.await(ownWord, SegmentHeader.ASLEEP, nanos);
  }

  @Override
  final void wakeUp() {
    header.setAsleep(sends, SegmentHeader.AWAKE);
  }

  @Override
  final String absence() {
    return file.peer() == null ? ", which never came" : "";
  }

  @Override
  final String findBreak() {
    peer = peer == null ? file.peer() : peer;
    if (peer == null) {
      return file.isRemoved() ? file.path() + " was removed" : null;
    }
    return peer.hasEnded()
        ? "no answer of %s: process %d has ended".formatted(peerName, peer.pid())
        : null;
  }
}
