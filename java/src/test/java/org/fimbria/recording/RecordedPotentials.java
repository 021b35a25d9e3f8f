package org.fimbria.recording;

import io.jhdf.HdfFile;
import java.nio.file.Path;
import org.fimbria.record.LfpFile;
import org.fimbria.record.NwbFile;

/** Potentials of a region as the files have them. */
final class RecordedPotentials {
  static final String RIGHT = "Right_Field_CA1";
  static final String LEFT = "Left_Field_CA1";

  private RecordedPotentials() {}

  /** [site][sample] mV. */
  static double[][] of(Path folder, String region) {
    try (HdfFile file = new HdfFile(folder.resolve(LfpFile.NAME))) {
      return (double[][]) file.getDatasetByPath("/" + region + "/data").getData();
    }
  }

  /** [sample][site] mV, of the file for Neurodata Without Borders. */
  static double[][] ofNwb(Path folder, String region) {
    try (HdfFile file = new HdfFile(folder.resolve(NwbFile.NAME))) {
      return (double[][])
          file.getDatasetByPath("/processing/ecephys/LFP/" + region + "/data").getData();
    }
  }

  /** An attribute of {@code lfp.h5}. */
  static Object attribute(Path folder, String name) {
    try (HdfFile file = new HdfFile(folder.resolve(LfpFile.NAME))) {
      return file.getAttribute(name).getData();
    }
  }
}
