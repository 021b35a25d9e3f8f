package org.fimbria.ranks;

/** The library that connects the ranks failed, or does not answer. */
public final class RankException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception; the text holds the library's own. */
  public RankException(String text, Throwable cause) {
    super(text, cause);
  }

  /** Makes the exception; the text holds the library's own. */
  public RankException(String text) {
    super(text);
  }
}
