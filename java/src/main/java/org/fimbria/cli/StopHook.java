package org.fimbria.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * At Ctrl-C or SIGTERM the run ends in order, while the JVM waits for this hook. At a second signal
 * it is asked again.
 */
final class StopHook implements AutoCloseable {
  /** Schedulers kill 30 s after SIGTERM. */
  private static final long LIMIT_S = 25;

  private static final long LOOK_MS = 100;

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
    long before = signals();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    try {
      while (!done.await(LOOK_MS, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline) {
        long now = signals();
        if (now > before) {
          stop.run();
        }
        before = Math.max(before, now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The JVM begins a thread for each signal, which waits until all hooks have ended. */
  private static long signals() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("SIG\\w+ handler"))
        .count();
  }
}
