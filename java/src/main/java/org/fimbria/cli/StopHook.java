package org.fimbria.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** At Ctrl-C or SIGTERM the run ends in order, while the JVM waits for this hook. */
final class StopHook implements AutoCloseable {
  /** Schedulers kill 30 s after SIGTERM. */
  private static final long LIMIT_S = 25;

  private final CountDownLatch done = new CountDownLatch(1);

  StopHook(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop), "stop"));
  }

  /** The run has ended and said so. */
  @Override
  public void close() {
    done.countDown();
  }

  private void end(Runnable stop) {
    stop.run();
    try {
      done.await(LIMIT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
