package org.fimbria.cosim;

import java.time.Duration;
import java.util.List;
import org.fimbria.link.Link;

/**
 * Writes what a simulator sends to its files, in a thread of its own, so that a slow disk costs the
 * simulator nothing until the link is full.
 */
final class RecorderModule extends CosimModule {
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();

  /** One stream of data and its sink. */
  record Channel(Link.Receiver receiver, Sink sink) {}

  private final Channel[] channels;
  private final boolean oneEpochMore;
  private long flushed = System.nanoTime();

  /**
   * Makes a recorder.
   *
   * @param oneEpochMore whether the simulator sends a last portion after its last epoch
   */
  RecorderModule(String name, RunControl control, List<Channel> channels, boolean oneEpochMore) {
    super(name, control);
    this.channels = channels.toArray(Channel[]::new);
    this.oneEpochMore = oneEpochMore;
  }

  @Override
  void initialise() {
    for (Channel channel : channels) {
      channel.sink.prepare();
    }
  }

  @Override
  void runEpoch(long epoch) {
    for (Channel channel : channels) {
      timer().enter(Phase.WAIT);
      channel.receiver.awaitReady(epoch);
      timer().enter(Phase.IO);
      channel.sink.append(channel.receiver.transfer(), channel.receiver.bytes());
      channel.receiver.endTransfer();
    }
    if (System.nanoTime() - flushed > FLUSH_NANOS) {
      for (Channel channel : channels) {
        channel.sink.flush();
      }
      flushed = System.nanoTime();
    }
  }

  @Override
  void finish() {
    if (oneEpochMore) {
      runEpoch(control().endEpoch());
    }
  }

  @Override
  void end() {
    for (Channel channel : channels) {
      channel.receiver.release();
      try {
        channel.sink.close();
      } catch (RuntimeException e) {
        // The other files still have to be closed; the first failure is the run's reason.
        control().fail(name(), epoch(), e);
      }
    }
  }
}
