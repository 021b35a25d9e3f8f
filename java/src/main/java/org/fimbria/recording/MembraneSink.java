package org.fimbria.recording;

import java.lang.foreign.MemorySegment;
import org.fimbria.cosim.Sink;
import org.fimbria.record.MembraneFile;

/** One report of the membrane file; the file is shared by all reports. */
record MembraneSink(MembraneFile file, int index, MembraneFile.Report report) implements Sink {
  @Override
  public void append(MemorySegment data, long bytes) {
    long rowBytes = (long) report.nodeIds().size() * report.variables().size() * Double.BYTES;
    file.append(index, bytes / rowBytes, data);
  }

  /** The file is flushed once, by its first report. */
  @Override
  public void flush() {
    if (index == 0) {
      file.flush();
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
