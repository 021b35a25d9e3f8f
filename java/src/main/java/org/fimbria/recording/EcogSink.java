package org.fimbria.recording;

import java.lang.foreign.MemorySegment;
import org.fimbria.cosim.Sink;
import org.fimbria.natives.Sensors;
import org.fimbria.record.EcogFile;

/** Turns mean rates of the regions into the signals of sensors. */
record EcogSink(int regions, Sensors sensors, EcogFile file) implements Sink {
  @Override
  public void append(MemorySegment data, long bytes) {
    long rows = bytes / ((long) regions * Double.BYTES);
    file.append(rows, sensors.signal(rows, data));
  }

  @Override
  public void flush() {
    file.flush();
  }

  @Override
  public void close() {
    sensors.close();
    file.close();
  }
}
