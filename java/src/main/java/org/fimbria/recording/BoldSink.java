package org.fimbria.recording;

import java.lang.foreign.MemorySegment;
import org.fimbria.cosim.Sink;
import org.fimbria.natives.BoldSignal;
import org.fimbria.record.RegionFile;

/** Turns mean rates of the regions into their haemodynamic signals. */
record BoldSink(int regions, BoldSignal bold, RegionFile file) implements Sink {
  @Override
  public void append(MemorySegment data, long bytes) {
    long rows = bold.advance(bytes / ((long) regions * Double.BYTES), data);
    file.append(rows, bold.signal());
  }

  @Override
  public void flush() {
    file.flush();
  }

  @Override
  public void close() {
    bold.close();
    file.close();
  }
}
