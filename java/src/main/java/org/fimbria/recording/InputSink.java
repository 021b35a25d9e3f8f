package org.fimbria.recording;

import java.lang.foreign.MemorySegment;
import org.fimbria.cosim.Sink;
import org.fimbria.record.InputsFile;

/** Writes the input of one region; the first one flushes and closes the file of all. */
record InputSink(InputsFile file, int region) implements Sink {
  @Override
  public void append(MemorySegment data, long bytes) {
    file.append(region, data);
  }

  @Override
  public void flush() {
    if (region == 0) {
      file.flush();
    }
  }

  @Override
  public void close() {
    if (region == 0) {
      file.close();
    }
  }
}
