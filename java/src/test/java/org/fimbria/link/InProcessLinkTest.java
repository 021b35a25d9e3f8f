package org.fimbria.link;

import java.time.Duration;
import org.junit.jupiter.api.Nested;

class InProcessLinkTest {
  @Nested
  class Prompt extends LinkContract {
    @Override
    Link link(Duration timeout) {
      return new InProcessLink("source", "target", timeout);
    }
  }

  @Nested
  class Deferred extends LinkContract {
    @Override
    Link link(Duration timeout) {
      return InProcessLink.deferred("source", "target", timeout);
    }
  }
}
