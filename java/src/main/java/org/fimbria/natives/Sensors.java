package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_sensors;

/**
 * Signals of sensors that see every region through a matrix of gains, in C ({@code
 * fimbria/sensors.h}). One thread at a time.
 */
public final class Sensors implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  private final Arena arena = Arena.ofShared();
  private final MemorySegment struct = fim_sensors.allocate(arena);
  private final int sensors;
  private MemorySegment signal = MemorySegment.NULL;
  private long samples;

  /**
   * Makes the sensors, whose next sample is the first.
   *
   * @param gain [sensor][region]
   * @param noise standard deviation in the unit of the signal
   */
  public Sensors(double[][] gain, double noise, long seed) {
    sensors = gain.length;
    int regions = gain[0].length;
    double[] byRegion = new double[sensors * regions];
    for (int sensor = 0; sensor < sensors; sensor++) {
      for (int region = 0; region < regions; region++) {
        byRegion[region * sensors + sensor] = gain[sensor][region];
      }
    }
    fim_sensors.gain(struct, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, byRegion));
    fim_sensors.noise(struct, noise);
    fim_sensors.seed(struct, seed);
    fim_sensors.sensors(struct, sensors);
    fim_sensors.regions(struct, regions);
  }

  /**
   * Signals of the next samples.
   *
   * @param rates [rows][regions] kHz
   * @return [rows][sensors], valid until the next call
   */
  public MemorySegment signal(long rows, MemorySegment rates) {
    long bytes = rows * sensors * Double.BYTES;
    if (signal.byteSize() < bytes) {
      signal = Arena.ofAuto().allocate(2 * bytes, Double.BYTES);
    }
    NativeLibrary.check(
        Fimbria.fim_sensors_signal(struct, samples, rows, rates, signal), "fim_sensors_signal");
    samples += rows;
    return signal;
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
