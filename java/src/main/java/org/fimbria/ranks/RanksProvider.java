package org.fimbria.ranks;

import java.time.Duration;

/** A library that connects the processes which were started together; {@link RanksProviders}. */
public interface RanksProvider {
  /** Name and version of the library. */
  String library();

  /**
   * Connects this process to those that were started together with it; once per process. All of
   * them call it.
   *
   * @param timeout longest wait for the others, here and in each collective method
   */
  Ranks connect(Duration timeout);
}
