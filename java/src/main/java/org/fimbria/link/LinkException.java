package org.fimbria.link;

/** A link on which a wait ended without data or room: closed, aborted or timed out. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception; the text names link, peer and epoch. */
  public LinkException(String text) {
    super(text);
  }
}
