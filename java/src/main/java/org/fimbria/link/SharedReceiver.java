package org.fimbria.link;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.fimbria.natives.NativeException;

/** The receiving end of a link through shared memory. */
final class SharedReceiver extends SharedEnd implements Link.Receiver {
  private long sent;

  SharedReceiver(LinkName name, Duration timeout, SegmentFile file) {
    super(name, false, timeout, file);
  }

  /** Looks at the other end's counter only when nothing seems left. */
  @Override
  boolean isReady() {
    if (done < sent) {
      return true;
    }
    sent = header.sent();
    return done < sent;
  }

  @Override
  public MemorySegment transfer() {
    try {
      return slots.toRead(slot());
    } catch (IOException e) {
      throw name.failure("cannot map a larger slot: " + e, done, e);
    } catch (InternalError e) {
      throw gone(e);
    }
  }

  @Override
  public long bytes() {
    try {
      return header.filled(slot());
    } catch (InternalError e) {
      throw gone(e);
    }
  }

  @Override
  public void endTransfer() {
    try {
      header.setReceived(++done);
      wakePeer();
    } catch (InternalError | NativeException e) {
      throw gone(e);
    }
  }
}
