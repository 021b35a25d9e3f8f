package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.natives.gen.Fimbria;

/**
 * An HDF5 file that grows by appending ({@code fimbria/record.h}). Not thread safe for one file;
 * different files may be used by different threads.
 */
public final class Hdf5File implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  /** Element types of datasets and attributes. */
  public enum Type {
    F64(Fimbria.FIM_F64(), 8),
    F32(Fimbria.FIM_F32(), 4),
    I64(Fimbria.FIM_I64(), 8),
    U64(Fimbria.FIM_U64(), 8),
    I32(Fimbria.FIM_I32(), 4),
    U32(Fimbria.FIM_U32(), 4);

    private final int code;
    private final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    /** Size of one element. */
    public int bytes() {
      return bytes;
    }
  }

  /** Values of SONATA's {@code sorting} attribute. */
  public enum Sorting {
    NONE,
    BY_ID,
    BY_TIME
  }

  private final Path path;
  private final Arena memory = Arena.ofShared();
  private MemorySegment handle;

  private Hdf5File(Path path, MemorySegment handle) {
    this.path = path;
    this.handle = handle;
  }

  /** Creates a new file. */
  public static Hdf5File create(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      NativeLibrary.check(
          Fimbria.fim_record_create(arena.allocateFrom(path.toString()), out), "fim_record_create");
      return new Hdf5File(path, out.get(ValueLayout.ADDRESS, 0));
    }
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /** Makes a group and its parents. */
  public void group(String name) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_group(handle, arena.allocateFrom(name)), "fim_record_group");
    }
  }

  /** Gives a group or dataset a text attribute. */
  public void attribute(String object, String name, String value) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_attribute_text(
              handle,
              arena.allocateFrom(object),
              arena.allocateFrom(name),
              arena.allocateFrom(value)),
          "fim_record_attribute_text");
    }
  }

  /** Gives a group or dataset an attribute that is an array of texts. */
  public void attribute(String object, String name, List<String> values) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_attribute_texts(
              handle,
              arena.allocateFrom(object),
              arena.allocateFrom(name),
              values.size(),
              arena.allocateFrom(String.join("\0", values))),
          "fim_record_attribute_texts");
    }
  }

  /** Gives a group or dataset an attribute that refers to the object {@code target}. */
  public void refer(String object, String name, String target) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_attribute_reference(
              handle,
              arena.allocateFrom(object),
              arena.allocateFrom(name),
              arena.allocateFrom(target)),
          "fim_record_attribute_reference");
    }
  }

  /** Makes {@code path} another name of {@code target}: a soft link. */
  public void link(String path, String target) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_link(handle, arena.allocateFrom(path), arena.allocateFrom(target)),
          "fim_record_link");
    }
  }

  /** Gives a group or dataset a scalar double attribute. */
  public void attribute(String object, String name, double value) {
    try (Arena arena = Arena.ofConfined()) {
      attribute(
          arena, object, name, Type.F64, -1, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, value));
    }
  }

  /** Gives a group or dataset a scalar 64-bit integer attribute. */
  public void attribute(String object, String name, long value) {
    try (Arena arena = Arena.ofConfined()) {
      attribute(
          arena, object, name, Type.I64, -1, arena.allocateFrom(ValueLayout.JAVA_LONG, value));
    }
  }

  /**
   * Gives a group or dataset an attribute of 32-bit integers; one element without {@code array} is
   * a scalar.
   */
  public void attribute(String object, String name, Type type, boolean array, int... values) {
    try (Arena arena = Arena.ofConfined()) {
      attribute(
          arena,
          object,
          name,
          type,
          array ? values.length : -1,
          arena.allocateFrom(ValueLayout.JAVA_INT, values));
    }
  }

  /** Gives a group SONATA's enum attribute {@code sorting}. */
  public void sorting(String object, Sorting sorting) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_attribute_sorting(
              handle, arena.allocateFrom(object), sorting.ordinal()),
          "fim_record_attribute_sorting");
    }
  }

  /** Writes a whole dataset of doubles. */
  public void write(String dataset, double[] values, long... dims) {
    try (Arena arena = Arena.ofConfined()) {
      write(arena, dataset, Type.F64, arena.allocateFrom(ValueLayout.JAVA_DOUBLE, values), dims);
    }
  }

  /** Writes a whole dataset of 64-bit integers of {@code type} I64 or U64. */
  public void write(String dataset, Type type, long[] values, long... dims) {
    try (Arena arena = Arena.ofConfined()) {
      write(arena, dataset, type, arena.allocateFrom(ValueLayout.JAVA_LONG, values), dims);
    }
  }

  /** Writes a whole dataset of 32-bit integers of {@code type} I32 or U32. */
  public void write(String dataset, Type type, int[] values, long... dims) {
    try (Arena arena = Arena.ofConfined()) {
      write(arena, dataset, type, arena.allocateFrom(ValueLayout.JAVA_INT, values), dims);
    }
  }

  /** Writes a whole dataset of 32-bit floats. */
  public void write(String dataset, float[] values, long... dims) {
    try (Arena arena = Arena.ofConfined()) {
      write(arena, dataset, Type.F32, arena.allocateFrom(ValueLayout.JAVA_FLOAT, values), dims);
    }
  }

  /** Writes a dataset of strings. */
  public void write(String dataset, List<String> texts) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_write_texts(
              handle,
              arena.allocateFrom(dataset),
              texts.size(),
              arena.allocateFrom(String.join("\0", texts))),
          "fim_record_write_texts");
    }
  }

  /** Writes a scalar dataset: one string of variable length. */
  public void writeString(String dataset, String text) {
    writeStrings(dataset, -1, text);
  }

  /** Writes a dataset of strings of variable length, as NWB has them. */
  public void writeStrings(String dataset, List<String> texts) {
    writeStrings(dataset, texts.size(), String.join("\0", texts));
  }

  /** Writes a dataset of references to objects that are there already. */
  public void writeReferences(String dataset, List<String> targets) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_write_references(
              handle,
              arena.allocateFrom(dataset),
              targets.size(),
              arena.allocateFrom(String.join("\0", targets))),
          "fim_record_write_references");
    }
  }

  /**
   * Makes a dataset that grows along its first axis.
   *
   * @param rowDims shape of one row; empty: one element
   * @return index for {@link #columns}
   */
  public int openRows(String dataset, Type type, long[] rowDims, long chunkRows, int level) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      NativeLibrary.check(
          Fimbria.fim_record_open_rows(
              handle,
              arena.allocateFrom(dataset),
              type.code,
              rowDims.length,
              arena.allocateFrom(ValueLayout.JAVA_LONG, rowDims),
              chunkRows,
              level,
              out),
          "fim_record_open_rows");
      return out.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /**
   * Makes a dataset [channels][time] that grows along its last axis; a row of {@link Columns} is
   * one sample of all channels.
   *
   * @return index for {@link #columns}
   */
  public int openSeries(String dataset, Type type, long channels, long chunkRows, int level) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      NativeLibrary.check(
          Fimbria.fim_record_open_series(
              handle, arena.allocateFrom(dataset), type.code, channels, chunkRows, level, out),
          "fim_record_open_series");
      return out.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** Datasets that grow together; see {@link Columns}. */
  public Columns columns(int... datasets) {
    return new Columns(datasets);
  }

  /** The columns of one table. Appending allocates nothing. */
  public final class Columns {
    private final int count;
    private final MemorySegment datasets;
    private final MemorySegment pointers;

    private Columns(int[] datasets) {
      count = datasets.length;
      this.datasets = memory.allocateFrom(ValueLayout.JAVA_INT, datasets);
      pointers = memory.allocate(ValueLayout.ADDRESS, count);
    }

    /**
     * Appends the same number of rows to all columns, or to none on a full disk.
     *
     * @param values for each column a native segment that starts with its rows
     */
    public void append(long rows, MemorySegment[] values) {
      for (int i = 0; i < count; i++) {
        pointers.setAtIndex(ValueLayout.ADDRESS, i, values[i]);
      }
      NativeLibrary.check(
          Fimbria.fim_record_append_columns(handle, count, datasets, rows, pointers),
          "fim_record_append_columns");
    }
  }

  /** Makes everything appended so far readable by others. */
  public void flush() {
    NativeLibrary.check(Fimbria.fim_record_flush(handle), "fim_record_flush");
  }

  /** Flushes and closes; further calls do nothing. */
  @Override
  public void close() {
    if (handle != null) {
      MemorySegment closing = handle;
      handle = null;
      memory.close();
      NativeLibrary.check(Fimbria.fim_record_close(closing), "fim_record_close");
    }
  }

  private void attribute(
      Arena arena, String object, String name, Type type, long n, MemorySegment values) {
    NativeLibrary.check(
        Fimbria.fim_record_attribute(
            handle, arena.allocateFrom(object), arena.allocateFrom(name), type.code, n, values),
        "fim_record_attribute");
  }

  private void writeStrings(String dataset, long count, String texts) {
    try (Arena arena = Arena.ofConfined()) {
      NativeLibrary.check(
          Fimbria.fim_record_write_strings(
              handle, arena.allocateFrom(dataset), count, arena.allocateFrom(texts)),
          "fim_record_write_strings");
    }
  }

  private void write(Arena arena, String dataset, Type type, MemorySegment values, long... dims) {
    NativeLibrary.check(
        Fimbria.fim_record_write(
            handle,
            arena.allocateFrom(dataset),
            type.code,
            dims.length,
            arena.allocateFrom(ValueLayout.JAVA_LONG, dims),
            values),
        "fim_record_write");
  }
}
