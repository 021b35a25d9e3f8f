package org.fimbria.experiment;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that is wrong with an experiment, printed as one line.
 *
 * @param at where the value stands
 * @param path key, {@code spiking.poisson.excitatory.rate}; empty for a file as a whole
 * @param value the value as written, or what is the matter with it; may be empty
 * @param allowed what is allowed, with unit and range
 * @param nearest valid name nearest to the one given; empty where there is none
 */
public record Problem(Location at, String path, String value, String allowed, String nearest) {

  static Problem of(Location at, String path, String value, String allowed) {
    return new Problem(at, path, value, allowed, "");
  }

  /** A problem of a value given on the command line. */
  public static Problem ofSet(String path, String value, String allowed) {
    return of(Location.SET, path, value, allowed);
  }

  /** Whether it is of a value given on the command line. */
  public boolean isSet() {
    return at.line() == 0 && at.file().startsWith("--");
  }

  /** The same problem of a value that a file says, under a key of its own. */
  public Problem in(Location file, String key) {
    return new Problem(file, key, value, allowed, nearest);
  }

  /** {@code file:line: key.path: value: what is allowed (nearest valid name 'x')}. */
  @Override
  public String toString() {
    String line =
        Stream.of(at.toString(), path, value, allowed)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(": "))
            .replaceAll("\\s+", " ");
    return nearest.isEmpty() ? line : line + " (nearest valid name '" + nearest + "')";
  }
}
