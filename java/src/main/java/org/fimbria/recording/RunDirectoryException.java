package org.fimbria.recording;

/** A run directory that lacks what is asked of it, or has it already; one line. */
public final class RunDirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunDirectoryException(String line) {
    super(line);
  }
}
