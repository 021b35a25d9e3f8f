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

  @Override
  default void close() {}
}
