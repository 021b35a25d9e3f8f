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

/**
 * The sending half of a link between ranks: each epoch is a synchronous send into a receive that is
 * already waiting for it, so a slot is free again as soon as the receiver has one for its epoch.
 *
 * <p>Where an epoch is longer than the receiver's next slot, a message with its length comes first,
 * and from then on that slot is as long: both ends know that from what was sent.
 */
final class MpiSender extends MpiEnd implements Link.Sender {
  private final Slot[] slots = new Slot[SENDER_SLOTS];

  /** Sizes of the receiver's slots. */
  private final long[] receiverSizes = new long[RECEIVER_SLOTS];

  private final Request released;
  private long sent;

  MpiSender(Channel channel, LinkName name, Duration timeout, Abortion abortion) {
    super(channel, name, name.target(), timeout, abortion);
    Arrays.setAll(slots, slot -> new Slot());
    Arrays.fill(receiverSizes, MessageMemory.size(SMALLEST_DATA));
    MessageMemory word = new MessageMemory(channel.arena(), MessageMemory.size(0));
    released =
        MpiErrors.call(
            "link to " + name.target(), () -> channel.receiveRelease(word.first(Long.BYTES)));
  }

  @Override
  boolean isReady() throws MPIException {
    return slots[(int) (sent % SENDER_SLOTS)].isFree();
  }

  @Override
  boolean isPeerGone() throws MPIException {
    return released.test();
  }

  @Override
  public void awaitReady(long epoch) {
    await(sent, epoch);
  }

  @Override
  public MemorySegment transfer(long bytes) {
    if (bytes > MessageMemory.LONGEST) {
      throw failure(
          "%d bytes are too many for one message, at most %d"
              .formatted(bytes, MessageMemory.LONGEST),
          sent);
    }
    return slots[(int) (sent % SENDER_SLOTS)].data(bytes);
  }

  @Override
  public void endTransfer(long bytes) {
    int receiving = (int) (sent % RECEIVER_SLOTS);
    long size = MessageMemory.size(bytes);
    Slot slot = slots[(int) (sent % SENDER_SLOTS)];
    try {
      if (size <= receiverSizes[receiving]) {
        slot.send(bytes, size);
      } else {
        slot.sendLong(bytes, size);
        receiverSizes[receiving] = MessageMemory.roomySize(bytes);
      }
    } catch (MPIException e) {
      throw failure(e, sent);
    }
    sent++;
  }

  @Override
  public void release() {
    release(sent);
  }

  /** Comes behind all epochs. */
  @Override
  Request sendLastWord(ByteBuffer word) throws MPIException {
    return channel.sendLast(word);
  }

  /** An epoch's memory, and a request for each size of message that it was sent with. */
  private final class Slot {
    private final Prequest[] requests = new Prequest[MessageMemory.STEPS];
    private MessageMemory memory =
        new MessageMemory(channel.arena(), MessageMemory.size(SMALLEST_DATA));
    private Prequest underWay;
    private Request longUnderWay;

    boolean isFree() throws MPIException {
      if (underWay != null && underWay.test()) {
        underWay = null;
      }
      if (longUnderWay != null && longUnderWay.test()) {
        longUnderWay = null;
      }
      return underWay == null && longUnderWay == null;
    }

    MemorySegment data(long bytes) {
      long size = MessageMemory.size(bytes);
      if (size > memory.capacity()) {
        memory = new MessageMemory(channel.arena(), MessageMemory.roomySize(bytes));
        forgetRequests();
      }
      return memory.data();
    }

    private void forgetRequests() {
      MpiErrors.run(
          "freeing requests",
          () -> {
            for (Prequest request : requests) {
              if (request != null) {
                request.free();
              }
            }
          });
      Arrays.fill(requests, null);
    }

    void send(long bytes, long size) throws MPIException {
      memory.length(bytes);
      underWay = request(size);
      underWay.start();
    }

    void sendLong(long bytes, long size) throws MPIException {
      send(bytes, MessageMemory.size(0));
      longUnderWay = channel.sendLong(memory.first(size));
    }

    private Prequest request(long size) throws MPIException {
      int step = MessageMemory.step(size);
      if (requests[step] == null) {
        requests[step] = channel.sending(memory.first(size));
      }
      return requests[step];
    }
  }
}
