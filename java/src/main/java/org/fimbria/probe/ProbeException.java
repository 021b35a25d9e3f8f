package org.fimbria.probe;

import java.util.List;

/** A file of a virtual electrode that cannot be used, with every reason found, one line each. */
public final class ProbeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  ProbeException(List<String> lines) {
    super(String.join(System.lineSeparator(), lines));
    this.lines = List.copyOf(lines);
  }

  /** One line for each problem: file, line, value, what is allowed. */
  public List<String> lines() {
    return lines;
  }
}
