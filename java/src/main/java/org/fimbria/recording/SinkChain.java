package org.fimbria.recording;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.fimbria.cosim.Sink;

/** The same data to several sinks, in their order. */
public final class SinkChain implements Sink {
  private final Sink[] sinks;

  private SinkChain(List<Sink> sinks) {
    this.sinks = sinks.toArray(Sink[]::new);
  }

  /** One sink that does what these do. */
  public static Sink of(List<Sink> sinks) {
    return sinks.size() == 1 ? sinks.getFirst() : new SinkChain(sinks);
  }

  @Override
  public void prepare() {
    for (Sink sink : sinks) {
      sink.prepare();
    }
  }

  @Override
  public void append(MemorySegment data, long bytes) {
    for (Sink sink : sinks) {
      sink.append(data, bytes);
    }
  }

  @Override
  public void flush() {
    for (Sink sink : sinks) {
      sink.flush();
    }
  }

  /** Closes all of them; the first failure is thrown when that is done. */
  @Override
  public void close() {
    RuntimeException first = null;
    for (Sink sink : sinks) {
      try {
        sink.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
