package org.fimbria.connectome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fimbria.experiment.Experiment.ConnectomeSpec;

/**
 * Brings the connectome of an experiment into one form, whatever its source.
 *
 * <p>Sources: the built-in {@code synthetic-mouse} (or {@code synthetic-mouse:seed}), a
 * connectivity archive of The Virtual Brain (.zip), a folder with the same files. Everything wrong
 * is told at once, by {@link ConnectomeException}. A loader keeps the last one: experiments are
 * checked against it before they run on it. Not for several threads.
 */
public final class ConnectomeLoader {
  private final Draws draws;
  private Optional<ConnectomeSpec> lastSpec = Optional.empty();
  private Connectome last;

  /** A loader whose generated connectomes use the random numbers of the kernels. */
  public ConnectomeLoader() {
    this(Draws.PHILOX);
  }

  /** A loader whose generated connectomes use other random numbers. */
  public ConnectomeLoader(Draws draws) {
    this.draws = draws;
  }

  /** The connectome, row = target, normalised. */
  public Connectome load(ConnectomeSpec spec) {
    if (lastSpec.filter(spec::equals).isEmpty()) {
      last = read(spec);
      lastSpec = Optional.of(spec);
    }
    return last;
  }

  private Connectome read(ConnectomeSpec spec) {
    Problems problems = new Problems(spec.source());
    RawConnectome raw = raw(spec.source(), problems);
    Connectome connectome = raw.oriented(spec.rows(), spec.normalise(), problems);
    problems.throwIfAny();
    return connectome;
  }

  private RawConnectome raw(String source, Problems problems) {
    if (ConnectomeSpec.isGenerated(source)) {
      return SyntheticMouse.generate(draws, seed(source, problems));
    }
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

  private static long seed(String source, Problems problems) {
    if (source.equals(ConnectomeSpec.SYNTHETIC_MOUSE)) {
      return SyntheticMouse.DEFAULT_SEED;
    }
    String text = source.substring(ConnectomeSpec.SYNTHETIC_MOUSE.length() + 1);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw problems.with("seed " + text + " is no whole number of 64 bits");
    }
  }
}
