package org.fimbria.cosim;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.fimbria.link.Link;

/** The sending end of no link: memory for one transformer's result. */
final class GrowingMemory implements Link.Sender, AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private MemorySegment memory = arena.allocate(4096, 64);

  @Override
  public void awaitReady(long epoch) {}

  @Override
  public MemorySegment transfer(long bytes) {
    if (bytes > memory.byteSize()) {
      memory = arena.allocate(2 * bytes, 64);
    }
    return memory;
  }

  @Override
  public void endTransfer(long bytes) {}

  @Override
  public void release() {}

  @Override
  public void close() {
    arena.close();
  }
}
