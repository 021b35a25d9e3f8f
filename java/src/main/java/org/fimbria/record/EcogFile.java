package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;

/**
 * Electrocorticogram: {@code /data} [time][sensor] with its {@code units}.
 *
 * <p>Row k is the mean over an interval of whole steps, whose middle is {@code t_start + k *
 * interval}, both attributes of the root, in ms. {@code /sensors} and {@code /regions} are the
 * names, {@code /positions} [sensor][x y z] where the sensors are, {@code /gain} [sensor][region]
 * what a kHz of a region's rate adds to the signal. {@code noise} is the standard deviation of what
 * was added to each value.
 */
public final class EcogFile implements AutoCloseable {
  /** Name in the run directory. */
  public static final String NAME = "ecog.h5";

  private final Hdf5File file;
  private final Table table;
  private final MemorySegment[] columns = new MemorySegment[1];

  /**
   * What the file holds.
   *
   * @param positions [sensor][x y z] mm
   * @param proxies indices of the regions that are proxies
   * @param gain [sensor][region]
   * @param unit of the signal
   */
  public record Layout(
      List<String> sensors,
      double[][] positions,
      List<String> regions,
      Set<Integer> proxies,
      double[][] gain,
      String unit,
      double noise) {}

  /**
   * Makes the file.
   *
   * @param level deflate level, 0: none
   */
  public EcogFile(Path path, Layout layout, Sampling sampling, int level, RecordHash hash) {
    this.file = Hdf5File.create(path);
    this.table = new Table(file, NAME, level, hash);
    Opening.orClose(
        file,
        () -> {
          Sampling.describe(file, sampling.firstMs(), sampling.intervalMs());
          file.attribute("/", "noise", layout.noise());
          file.write("/sensors", layout.sensors());
          RegionFile.writeRegions(file, layout.regions(), layout.proxies());
          int sensors = layout.sensors().size();
          file.write("/positions", flat(layout.positions()), sensors, 3);
          file.attribute("/positions", "units", "mm");
          file.write("/gain", flat(layout.gain()), sensors, layout.regions().size());
          file.attribute("/gain", "units", layout.unit() + "/kHz");
          table.add("/data", Type.F64, Type.F64, sensors);
          file.attribute("/data", "units", layout.unit());
        });
  }

  /**
   * Appends samples.
   *
   * @param samples [rows][sensors] doubles
   */
  public void append(long rows, MemorySegment samples) {
    columns[0] = samples;
    table.append(rows, columns, columns);
  }

  /** Makes everything appended so far readable by others. */
  public void flush() {
    file.flush();
  }

  /** Flushes and closes. */
  @Override
  public void close() {
    file.close();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(DoubleStream::of).toArray();
  }
}
