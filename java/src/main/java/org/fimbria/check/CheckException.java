package org.fimbria.check;

/** A reference that cannot be used: one line that names file and place. */
public final class CheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckException(String line) {
    super(line);
  }
}
