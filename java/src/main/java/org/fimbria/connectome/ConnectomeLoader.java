package org.fimbria.connectome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fimbria.experiment.Experiment.ConnectomeSpec;

/**
 * Brings the connectome of an experiment into one form, whatever its source.
 *
 * <p>Sources: a connectivity archive of The Virtual Brain (.zip), or a folder with the same files.
 * Everything wrong is told at once, by {@link ConnectomeException}.
 */
public final class ConnectomeLoader {

  /** The connectome, row = target, normalised. */
  public Connectome load(ConnectomeSpec spec) {
    Problems problems = new Problems(spec.source());
    RawConnectome raw = raw(spec.source(), problems);
    Connectome connectome = raw.oriented(spec.rows(), spec.normalise(), problems);
    problems.throwIfAny();
    return connectome;
  }

  private RawConnectome raw(String source, Problems problems) {
    Path path = Path.of(source);
    if (!Files.exists(path)) {
      throw problems.with(
          "does not exist; connectome.source is synthetic-mouse, a .zip or a folder");
    }
    try (ConnectomeFiles files = ConnectomeFiles.open(path)) {
      return new ConnectomeReader(files, problems).read();
    } catch (IOException e) {
      throw problems.with("cannot be read: " + e.getMessage());
    }
  }
}
