package org.fimbria.cosim;

import java.util.concurrent.atomic.AtomicLong;

/** Counts a {@link Flow}: one thread adds, any other one may read meanwhile. */
final class FlowCounter {
  private final String from;
  private final String to;
  private final String region;
  private final Flow.Content content;
  private final AtomicLong values = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  FlowCounter(String from, String to, String region, Flow.Content content) {
    this.from = from;
    this.to = to;
    this.region = region;
    this.content = content;
  }

  /**
   * Another epoch went over the link.
   *
   * @param valuesInAll those of all epochs
   * @param bytesOfEpoch those of this one
   */
  void count(long valuesInAll, long bytesOfEpoch) {
    values.set(valuesInAll);
    bytes.addAndGet(bytesOfEpoch);
  }

  Flow flow() {
    return new Flow(from, to, region, content, values.get(), bytes.get());
  }
}
