package org.fimbria.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;

/**
 * Objects of NWB in an HDF5 file: each has a type in a namespace and an id, which follows from the
 * file's identifier and the object's path.
 */
final class NwbObjects {
  private static final String CORE = "core";
  private static final String COMMON = "hdmf-common";

  private final Hdf5File file;
  private final String identifier;

  NwbObjects(Hdf5File file, String identifier) {
    this.file = file;
    this.identifier = identifier;
  }

  /** Makes a group of one of the core's types. */
  void group(String path, String type) {
    file.group(path);
    mark(path, CORE, type);
  }

  /** Makes a group of one of the core's types, with a description. */
  void group(String path, String type, String description) {
    group(path, type);
    file.attribute(path, "description", description);
  }

  /** Makes an empty table of rows 0, 1, ... */
  void table(String path, String description, List<String> columns, int rows) {
    file.group(path);
    mark(path, COMMON, "DynamicTable");
    file.attribute(path, "description", description);
    file.attribute(path, "colnames", columns);
    file.write(path + "/id", Type.I32, IntStream.range(0, rows).toArray(), rows);
    mark(path + "/id", COMMON, "ElementIdentifiers");
  }

  /** Adds a column of texts to a table. */
  void column(String path, String description, List<String> texts) {
    file.writeStrings(path, texts);
    markColumn(path, "VectorData", description);
  }

  /** Adds a column of single precision numbers to a table. */
  void column(String path, String description, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    file.write(path, floats, floats.length);
    markColumn(path, "VectorData", description);
  }

  /** Adds a column of references to objects to a table. */
  void references(String path, String description, List<String> targets) {
    file.writeReferences(path, targets);
    markColumn(path, "VectorData", description);
  }

  /** Makes a dataset that is some rows of a table. */
  void region(String path, String description, String table, int firstRow, int rows) {
    file.write(path, Type.I32, IntStream.range(firstRow, firstRow + rows).toArray(), rows);
    markColumn(path, "DynamicTableRegion", description);
    file.refer(path, "table", table);
  }

  /** Says what an object is. */
  void mark(String path, String namespace, String type) {
    file.attribute(path, "namespace", namespace);
    file.attribute(path, "neurodata_type", type);
    file.attribute(
        path,
        "object_id",
        UUID.nameUUIDFromBytes((identifier + " " + path).getBytes(UTF_8)).toString());
  }

  private void markColumn(String path, String type, String description) {
    mark(path, COMMON, type);
    file.attribute(path, "description", description);
  }
}
