package org.fimbria.experiment;

/**
 * Where a value was written.
 *
 * @param file experiment file as the user named it, or {@code --set}
 * @param line counted from 1; 0 where there is none
 */
public record Location(String file, int line) {

  /** A value given on the command line. */
  static final Location SET = new Location("--set", 0);

  /** A file as a whole. */
  static Location of(String file) {
    return new Location(file, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
