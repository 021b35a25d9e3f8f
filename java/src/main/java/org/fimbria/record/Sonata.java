package org.fimbria.record;

import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;

/** What all SONATA files have in common. */
public final class Sonata {
  private static final int MAGIC = 0x0A7A;
  private static final int[] VERSION = {0, 1};

  private Sonata() {}

  /**
   * Name of a region's population, usable as a link in a file: {@code Right_Field_CA1_excitatory}.
   */
  public static String population(String region, String population) {
    return link(region + "_" + population);
  }

  /** A name as it can stand in an HDF5 path: {@code Right_Field_CA1}. */
  public static String link(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}._-]+", "_");
  }

  /** Gives a file the attributes by which readers know SONATA. */
  static void mark(Hdf5File file) {
    file.attribute("/", "magic", Type.U32, false, MAGIC);
    file.attribute("/", "version", Type.U32, true, VERSION);
  }
}
