package org.fimbria.record;

import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.NativeException;

/** Filling in a new file: one that cannot be completed is closed, not leaked. */
final class Opening {
  private Opening() {}

  static void orClose(Hdf5File file, Runnable steps) {
    try {
      steps.run();
    } catch (RuntimeException failure) {
      try {
        file.close();
      } catch (NativeException closing) {
        failure.addSuppressed(closing);
      }
      throw failure;
    }
  }
}
