package org.fimbria.cosim;

import java.time.Duration;

class InProcessLinkTest extends LinkContract {
  @Override
  Link link(Duration timeout) {
    return new InProcessLink("source", "target", timeout);
  }
}
