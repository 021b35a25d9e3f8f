package org.fimbria.connectome;

import java.util.List;

/** A connectome that cannot be used, with every reason found, one line each. */
public final class ConnectomeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  ConnectomeException(List<String> lines) {
    super(String.join(System.lineSeparator(), lines));
    this.lines = List.copyOf(lines);
  }

  /** One line for each problem: source, file, row, column, value, what is allowed. */
  public List<String> lines() {
    return lines;
  }
}
