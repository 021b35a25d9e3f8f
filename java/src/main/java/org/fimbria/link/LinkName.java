package org.fimbria.link;

/** Whom a link joins: what all texts about it begin with. */
public record LinkName(String source, String target) {
  /** A failure of this link. */
  public LinkException failure(String reason, long epoch) {
    return new LinkException(text(reason, epoch));
  }

  /** A failure with the exception behind it. */
  public LinkException failure(String reason, long epoch, Throwable cause) {
    return new LinkException(text(reason, epoch), cause);
  }

  /** Epochs come one after the other. */
  public void checkOrder(long expected, long epoch) {
    if (expected != epoch) {
      throw new IllegalStateException(text("epoch " + expected + " is next", epoch));
    }
  }

  private String text(String reason, long epoch) {
    return "link %s -> %s, epoch %d: %s".formatted(source, target, epoch, reason);
  }
}
