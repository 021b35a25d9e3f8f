package org.fimbria.cosim;

import java.lang.foreign.MemorySegment;
import org.fimbria.link.Link;

/**
 * The scientific function of a transfer module: data of one scale in, data of the other scale out.
 */
interface Transformer extends AutoCloseable {
  /**
   * Translates one epoch. Called with epochs in order.
   *
   * @param firstStep first step of the epoch
   * @param steps its length
   * @param in what the receiver got
   * @param out gives the memory for the result
   * @return bytes written
   */
  long transform(long firstStep, int steps, MemorySegment in, Link.Sender out);

  /** Values that all epochs so far had when they came, counted as in {@link Flow#values}. */
  long valuesIn();

  /** The same of what they became. */
  long valuesOut();

  @Override
  default void close() {}
}
