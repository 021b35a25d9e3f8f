package org.fimbria.link;

/** A link on which a wait ended without data or room: closed, aborted, timed out or broken. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception; the text names link, peer and epoch. */
  public LinkException(String text) {
    super(text);
  }

  /** Makes the exception with what the system said. */
  public LinkException(String text, Throwable cause) {
    super(text, cause);
  }
}
