package org.fimbria.mpi;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import mpi.MPIException;
import mpi.Prequest;
import mpi.Request;
import org.fimbria.link.Link;
import org.fimbria.link.LinkName;

/** The receiving half of a link between ranks: slots that wait for the next epochs in order. */
final class MpiReceiver extends MpiEnd implements Link.Receiver {
  private final Slot[] slots = new Slot[RECEIVER_SLOTS];
  private long received;

  MpiReceiver(Channel channel, LinkName name, Duration timeout, Abortion abortion) {
    super(channel, name, name.source(), timeout, abortion);
    Arrays.setAll(slots, slot -> new Slot());
    MpiErrors.run(
        "link from " + name.source(),
        () -> {
          for (Slot slot : slots) {
            slot.receive();
          }
        });
  }

  private Slot next() {
    return slots[(int) (received % RECEIVER_SLOTS)];
  }

  @Override
  boolean isReady() throws MPIException {
    return next().isFull();
  }

  /** Its last word comes behind all epochs. */
  @Override
  boolean isPeerGone() {
    return next().isEnd();
  }

  @Override
  public void awaitReady(long epoch) {
    await(received, epoch);
  }

  @Override
  public MemorySegment transfer() {
    return next().memory.data();
  }

  @Override
  public long bytes() {
    return next().memory.length();
  }

  @Override
  public void endTransfer() {
    try {
      next().receive();
    } catch (MPIException e) {
      throw failure(e, received);
    }
    received++;
  }

  @Override
  public void release() {
    release(received);
  }

  @Override
  Request sendLastWord(ByteBuffer word) throws MPIException {
    return channel.sendRelease(word);
  }

  /** Ends the receives that nothing will come for, so that their memory can go. */
  void cancel() throws MPIException {
    for (Slot slot : slots) {
      slot.cancel();
    }
  }

  /** An epoch's memory and the request that fills it. */
  private final class Slot {
    private MessageMemory memory =
        new MessageMemory(channel.arena(), MessageMemory.size(SMALLEST_DATA));
    private Prequest request;
    private Request longUnderWay;
    private boolean arrived;

    void receive() throws MPIException {
      if (request == null) {
        request = channel.receiving(memory.first(memory.capacity()));
      }
      arrived = false;
      request.start();
    }

    boolean isFull() throws MPIException {
      if (!arrived) {
        if (!request.test()) {
          return false;
        }
        arrived = true;
        growIfLonger();
      }
      if (longUnderWay != null && longUnderWay.test()) {
        longUnderWay = null;
      }
      return longUnderWay == null && !isEnd();
    }

    boolean isEnd() {
      return arrived && memory.length() == MessageMemory.END;
    }

    /** Longer than the slot: the epoch itself follows, into memory that the next ones use too. */
    private void growIfLonger() throws MPIException {
      if (isEnd() || MessageMemory.size(memory.length()) <= memory.capacity()) {
        return;
      }
      long length = memory.length();
      request.free();
      request = null;
      memory = new MessageMemory(channel.arena(), MessageMemory.roomySize(length));
      longUnderWay = channel.receiveLong(memory.first(MessageMemory.size(length)));
    }

    void cancel() throws MPIException {
      if (request != null && !arrived) {
        request.cancel();
      }
      if (longUnderWay != null) {
        longUnderWay.cancel();
      }
    }
  }
}
