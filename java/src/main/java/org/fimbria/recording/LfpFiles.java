package org.fimbria.recording;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.fimbria.probe.LfpLayout;
import org.fimbria.record.LfpFile;
import org.fimbria.record.LfpRegion;
import org.fimbria.record.NwbFile;
import org.fimbria.record.RecordHash;
import org.fimbria.record.Sampling;

/** {@code lfp.h5} and {@code lfp.nwb}, with the same samples. */
final class LfpFiles implements LfpEngines.Samples, AutoCloseable {
  /** Noise of doubles: deflate would save a sixth of the size and double the cost of it all. */
  private static final int LEVEL = 0;

  private final LfpFile lfp;
  private final NwbFile nwb;
  private final List<LfpRegion> regions;

  /** Where the two files are. */
  record Paths(Path lfp, Path nwb) {
    List<Path> all() {
      return List.of(lfp, nwb);
    }

    void delete() throws IOException {
      for (Path file : all()) {
        Files.deleteIfExists(file);
      }
    }

    void moveTo(Paths names) throws IOException {
      Files.move(lfp, names.lfp, StandardCopyOption.REPLACE_EXISTING);
      Files.move(nwb, names.nwb, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Creates the files. */
  LfpFiles(
      Paths paths, LfpOrigin origin, List<LfpLayout> layouts, Sampling sampling, RecordHash hash) {
    regions = layouts.stream().map(origin::region).toList();
    lfp = new LfpFile(paths.lfp(), regions, sampling, LEVEL, hash);
    try {
      origin.attributes().forEach(lfp::describe);
      for (int region = 0; region < regions.size(); region++) {
        writeSomata(origin, region, layouts.get(region));
      }
      nwb = new NwbFile(paths.nwb(), origin.session(), regions, sampling, LEVEL);
    } catch (RuntimeException e) {
      lfp.close();
      throw e;
    }
  }

  private void writeSomata(LfpOrigin origin, int region, LfpLayout layout) {
    for (int i = 0; i < layout.populations().size(); i++) {
      String name = origin.population(layout, i);
      lfp.writeSomata(region, name, layout.config().populations().get(i).soma());
    }
  }

  @Override
  public void accept(int region, long rows, MemorySegment samples) {
    lfp.append(region, rows, samples);
    nwb.append(region, rows, samples);
  }

  /** Bytes of a sample of a region. */
  long rowBytes(int region) {
    return (long) regions.get(region).sites().size() * Double.BYTES;
  }

  void flush() {
    lfp.flush();
    nwb.flush();
  }

  @Override
  public void close() {
    try (nwb) {
      lfp.close();
    }
  }
}
