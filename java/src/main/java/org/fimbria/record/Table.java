package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;

/**
 * Datasets that grow together, row by row, with the digests of what they hold: all of them have the
 * same number of rows, also after a full disk.
 */
final class Table {
  /** Size of a chunk: few calls of libhdf5, and deflate works within the processor's cache. */
  private static final long CHUNK_BYTES = 1 << 16;

  private final Hdf5File file;
  private final String hashPrefix;
  private final int level;
  private final RecordHash hash;
  private final List<RecordHash.Dataset> digests = new ArrayList<>();
  private int[] datasets = {};
  private Hdf5File.Columns columns;

  /**
   * Makes a table without columns.
   *
   * @param fileName name of the file in the hash
   * @param level deflate level, 0: none
   */
  Table(Hdf5File file, String fileName, int level, RecordHash hash) {
    this.file = file;
    this.hashPrefix = fileName;
    this.level = level;
    this.hash = hash;
  }

  /** Adds a column; {@code exact} is the type in which its values are hashed. */
  void add(String dataset, Type stored, Type exact, long... rowShape) {
    long rowBytes = stored.bytes();
    for (long n : rowShape) {
      rowBytes *= n;
    }
    add(file.openRows(dataset, stored, rowShape, chunkRows(rowBytes), level));
    digests.add(hash.dataset(hashPrefix + dataset, exact, rowShape));
  }

  /**
   * Adds time series [channels][time]; a row is a sample of all channels, and values are hashed in
   * the order of time.
   */
  void addSeries(String dataset, Type type, int channels) {
    long chunkRows = chunkRows((long) channels * type.bytes());
    add(file.openSeries(dataset, type, channels, chunkRows, level));
    digests.add(hash.dataset(hashPrefix + dataset, type, channels));
  }

  /** Rows of a chunk of the usual size. */
  static long chunkRows(long rowBytes) {
    return Math.max(1, CHUNK_BYTES / rowBytes);
  }

  private void add(int dataset) {
    datasets = Arrays.copyOf(datasets, datasets.length + 1);
    datasets[datasets.length - 1] = dataset;
    columns = file.columns(datasets);
  }

  /**
   * Appends rows to every column.
   *
   * @param stored one segment per column, in its stored type
   * @param exact the same values in the types that are hashed
   */
  void append(long rows, MemorySegment[] stored, MemorySegment[] exact) {
    columns.append(rows, stored);
    for (int i = 0; i < datasets.length; i++) {
      digests.get(i).add(rows, exact[i]);
    }
  }
}
