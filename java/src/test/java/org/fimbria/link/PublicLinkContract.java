package org.fimbria.link;

import java.time.Duration;

/** The contract for links of other packages. */
public abstract class PublicLinkContract extends LinkContract {
  /** A link from "source" to "target". */
  protected abstract Link make(Duration timeout);

  @Override
  final Link link(Duration timeout) {
    return make(timeout);
  }
}
