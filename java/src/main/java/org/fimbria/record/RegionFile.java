package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;

/**
 * What every region of the brain has: {@code /<variable>} [time][region], one dataset per variable
 * with its {@code units}.
 *
 * <p>Row k is at {@code t_start + k * interval}, both attributes of the root, in ms. {@code
 * /regions} holds the names; its attribute {@code proxy} is 1 where another simulator integrates
 * the region.
 */
public final class RegionFile implements AutoCloseable {
  /** The state of the brain; each row is of the end of its interval. */
  public static final String RATES = "rates.h5";

  /** The same averaged; a row is of the middle of its interval, which is of whole steps. */
  public static final String TEMPORAL_AVERAGE = "temporal_average.h5";

  /** Haemodynamic signals; each row is of the end of its interval. */
  public static final String BOLD = "bold.h5";

  private final Hdf5File file;
  private final Table table;
  private final Staging[] staging;
  private final MemorySegment[] columns;
  private final int regions;

  /**
   * What a file holds.
   *
   * @param name of the file in the run directory and in the hash
   * @param regions names, in the order of the samples
   * @param proxies indices of the regions that are proxies
   * @param variables in the order of the samples
   * @param firstMs time of the first sample
   */
  public record Layout(
      String name,
      List<String> regions,
      Set<Integer> proxies,
      List<Variable> variables,
      double firstMs,
      double intervalMs) {}

  /**
   * Makes the file.
   *
   * @param level deflate level, 0: none
   */
  public RegionFile(Path path, Layout layout, int level, RecordHash hash) {
    this.file = Hdf5File.create(path);
    this.table = new Table(file, layout.name(), level, hash);
    this.staging = new Staging[layout.variables().size()];
    this.columns = new MemorySegment[staging.length];
    this.regions = layout.regions().size();
    Arrays.setAll(staging, i -> new Staging());
    Opening.orClose(
        file,
        () -> {
          Sampling.describe(file, layout.firstMs(), layout.intervalMs());
          writeRegions(file, layout.regions(), layout.proxies());
          for (Variable variable : layout.variables()) {
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

  static void writeRegions(Hdf5File file, List<String> names, Set<Integer> proxies) {
    int[] flags = new int[names.size()];
    proxies.forEach(region -> flags[region] = 1);
    file.write("/regions", names);
    file.attribute("/regions", "proxy", Type.U32, true, flags);
  }
}
