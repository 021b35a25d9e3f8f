package org.fimbria.link;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.fimbria.natives.NativeException;

/** The sending end of a link through shared memory. */
final class SharedSender extends SharedEnd implements Link.Sender {
  private long received;

  SharedSender(LinkName name, Duration timeout, SegmentFile file) {
    super(name, true, timeout, file);
  }

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
  public MemorySegment transfer(long bytes) {
    try {
      return slots.toFill(slot(), bytes);
    } catch (IOException e) {
      throw name.failure(
          "no memory for %d bytes, %s: %s".formatted(bytes, file.room(), e.getMessage()), done, e);
    } catch (InternalError e) {
      throw gone(e);
    }
  }

  @Override
  public void endTransfer(long bytes) {
    try {
      header.setFilled(slot(), bytes);
      header.setSent(++done);
      wakePeer();
    } catch (InternalError | NativeException e) {
      throw gone(e);
    }
  }
}
