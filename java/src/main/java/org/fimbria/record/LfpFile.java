package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;

/**
 * Local field potentials: {@code /<region>/data} [site][time] in mV, against infinity.
 *
 * <p>Sample k is the mean over the interval whose middle is {@code t_start + k * interval}, both
 * attributes of the root, in ms. {@code /<region>/sites} [site][x y z] in um from the middle of the
 * region, z along the electrode; {@code /<region>/channels} are their names; the group's attributes
 * are {@code region}, {@code electrode}, {@code sigma} (S/m) and {@code method}. {@code
 * /<region>/soma/<population>} [cell][x y z] says where the cells are.
 */
public final class LfpFile implements AutoCloseable {
  /** Name in the run directory. */
  public static final String NAME = "lfp.h5";

  private final Hdf5File file;
  private final List<LfpRegion> regions;
  private final Table[] tables;
  private final MemorySegment[] columns = new MemorySegment[1];

  /**
   * Makes the file.
   *
   * @param regions in the order of {@link #append}'s index
   * @param level deflate level, 0: none
   */
  public LfpFile(
      Path path, List<LfpRegion> regions, Sampling sampling, int level, RecordHash hash) {
    this.file = Hdf5File.create(path);
    this.regions = List.copyOf(regions);
    this.tables = new Table[regions.size()];
    Opening.orClose(
        file,
        () -> {
          Sampling.describe(file, sampling.firstMs(), sampling.intervalMs());
          for (int i = 0; i < tables.length; i++) {
            tables[i] = makeRegion(regions.get(i), new Table(file, NAME, level, hash));
          }
        });
  }

  /** Says how the file came about: a text attribute of the root. */
  public void describe(String attribute, String text) {
    file.attribute("/", attribute, text);
  }

  /**
   * Says where the cells of a population are.
   *
   * @param xyz [cells][3] um from the middle of the region
   */
  public void writeSomata(int region, String population, double[] xyz) {
    String dataset = "/" + regions.get(region).link() + "/soma/" + Sonata.link(population);
    file.write(dataset, xyz, xyz.length / 3, 3);
    file.attribute(dataset, "units", "um");
  }

  /**
   * Appends samples of one region.
   *
   * @param samples [rows][sites] doubles
   */
  public void append(int region, long rows, MemorySegment samples) {
    columns[0] = samples;
    tables[region].append(rows, columns, columns);
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

  private Table makeRegion(LfpRegion region, Table table) {
    String group = "/" + region.link();
    file.group(group);
    file.attribute(group, "region", region.name());
    file.attribute(group, "electrode", region.electrode());
    file.attribute(group, "sigma", region.sigma());
    file.attribute(group, "sigma_units", "S/m");
    file.attribute(group, "method", region.method());
    table.addSeries(group + "/data", Type.F64, region.sites().size());
    file.attribute(group + "/data", "units", "mV");
    double[] sites =
        region.sites().stream()
            .flatMapToDouble(site -> DoubleStream.of(site.x(), site.y(), site.z()))
            .toArray();
    file.write(group + "/sites", sites, region.sites().size(), 3);
    file.attribute(group + "/sites", "units", "um");
    file.write(group + "/channels", region.sites().stream().map(LfpRegion.Site::channel).toList());
    return table;
  }
}
