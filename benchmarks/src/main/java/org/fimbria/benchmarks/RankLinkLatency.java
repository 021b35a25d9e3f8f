package org.fimbria.benchmarks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.fimbria.link.Link;
import org.fimbria.ranks.Ranks;
import org.fimbria.ranks.RanksProviders;

/**
 * One-way latency of a link between two ranks: half the time of an epoch to the other rank and one
 * back, every byte written and read. Started by {@code benchmarks/exchange/rank-link}.
 */
public final class RankLinkLatency {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int[] SIZES = {8, 168, 1000, 64000, 1000000};
  private static final int MOST_ROUNDS = 20000;

  private final Link.Sender sender;
  private final Link.Receiver receiver;
  private final boolean first;
  private long epoch;

  private RankLinkLatency(Ranks ranks) {
    int peer = 1 - ranks.rank();
    first = ranks.rank() == 0;
    sender = ranks.sender(peer, first ? 0 : 1, "here", "there", TIMEOUT);
    receiver = ranks.receiver(peer, first ? 1 : 0, "there", "here", TIMEOUT);
  }

  /** Prints a row for each size of an epoch. */
  public static void main(String[] arguments) {
    try (Ranks ranks = RanksProviders.find().connect(TIMEOUT)) {
      RankLinkLatency latency = new RankLinkLatency(ranks);
      for (int bytes : SIZES) {
        latency.measure(bytes);
      }
      ranks.allGather(new byte[0]);
    }
  }

  private void measure(int bytes) {
    int rounds = bytes < 16384 ? MOST_ROUNDS : bytes < 262144 ? 5000 : 1000;
    for (int round = 0; round < rounds; round++) {
      roundTrip(bytes);
    }
    double[] us = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long begin = System.nanoTime();
      roundTrip(bytes);
      us[round] = (System.nanoTime() - begin) / 2000.0;
    }
    if (first) {
      Arrays.sort(us);
      System.out.printf(
          Locale.ROOT,
          "%-10s %8d %9.3f %9.3f %9.3f%n",
          "link",
          bytes,
          us[rounds / 2],
          us[rounds / 10],
          us[rounds - 1 - rounds / 10]);
    }
  }

  private void roundTrip(int bytes) {
    if (first) {
      give(bytes);
    }
    take(bytes);
    if (!first) {
      give(bytes);
    }
    epoch++;
  }

  private void give(int bytes) {
    sender.awaitReady(epoch);
    MemorySegment data = sender.transfer(bytes);
    for (long at = 0; at < bytes; at += Double.BYTES) {
      data.set(ValueLayout.JAVA_DOUBLE, at, (double) epoch);
    }
    sender.endTransfer(bytes);
  }

  private void take(int bytes) {
    receiver.awaitReady(epoch);
    MemorySegment data = receiver.transfer();
    double sum = 0;
    for (long at = 0; at < bytes; at += Double.BYTES) {
      sum += data.get(ValueLayout.JAVA_DOUBLE, at);
    }
    if (sum != (double) epoch * bytes / Double.BYTES) {
      throw new AssertionError("epoch " + epoch + " came damaged");
    }
    receiver.endTransfer();
  }
}
