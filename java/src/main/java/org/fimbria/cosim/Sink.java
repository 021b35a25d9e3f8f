package org.fimbria.cosim;

import java.lang.foreign.MemorySegment;

/** Where recorded data goes: a file, or a part of one. Used by one thread at a time. */
public interface Sink {
  /**
   * What is to be done before the first epoch; called once by the thread that appends, while the
   * simulators are built.
   */
  default void prepare() {}

  /** Appends one epoch's data as the simulator sent it: the first {@code bytes} of the memory. */
  void append(MemorySegment data, long bytes);

  /** Makes everything appended readable by others. */
  void flush();

  /** Completes and closes the file. */
  void close();
}
