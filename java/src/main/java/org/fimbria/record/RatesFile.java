package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;

/**
 * The brain's state: {@code /<variable>} [time][region], one dataset per state variable with its
 * {@code units}.
 *
 * <p>Row k is at {@code t_start + k * interval}, both attributes of the root, in ms. {@code
 * /regions} holds the names; its attribute {@code proxy} is 1 where another simulator integrates
 * the region.
 */
public final class RatesFile implements AutoCloseable {
  /** Name in the run directory. */
  public static final String NAME = "rates.h5";

  private final Hdf5File file;
  private final Table table;
  private final Staging[] staging;
  private final MemorySegment[] columns;
  private final int regions;

  /**
   * Makes the file.
   *
   * @param regions names, in the order of the samples
   * @param proxies indices of the regions that are proxies
   * @param variables in the order of the samples
   * @param intervalMs time between samples; the first one is at its end
   * @param level deflate level, 0: none
   */
  public RatesFile(
      Path path,
      List<String> regions,
      Set<Integer> proxies,
      List<Variable> variables,
      double intervalMs,
      int level,
      RecordHash hash) {
    this.file = Hdf5File.create(path);
    this.table = new Table(file, NAME, level, hash);
    this.staging = new Staging[variables.size()];
    this.columns = new MemorySegment[variables.size()];
    this.regions = regions.size();
    Arrays.setAll(staging, i -> new Staging());
    Opening.orClose(
        file,
        () -> {
          file.attribute("/", "t_start", intervalMs);
          file.attribute("/", "interval", intervalMs);
          file.attribute("/", "units", "ms");
          writeRegions(regions, proxies);
          for (Variable variable : variables) {
            String dataset = "/" + variable.name();
            table.add(dataset, Type.F64, Type.F64, this.regions);
            file.attribute(dataset, "units", variable.unit());
          }
        });
  }

  /**
   * Appends samples.
   *
   * @param samples [rows][variables][regions] doubles
   */
  public void append(long rows, MemorySegment samples) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = staging[i].pick(samples, rows, columns.length, i, regions);
    }
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

  private void writeRegions(List<String> names, Set<Integer> proxies) {
    int[] flags = new int[names.size()];
    proxies.forEach(region -> flags[region] = 1);
    file.write("/regions", names);
    file.attribute("/regions", "proxy", Type.U32, true, flags);
  }
}
