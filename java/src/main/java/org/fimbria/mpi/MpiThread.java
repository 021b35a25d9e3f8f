package org.fimbria.mpi;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fimbria.ranks.RankException;

/**
 * The thread that starts and ends MPI and makes the calls that return only when other ranks have
 * made them too. A call that outlives its time-out keeps it for ever: nothing but leaving the
 * process ends it, and the thread does not hold that up.
 */
final class MpiThread {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("mpi").daemon().factory());
  private final Duration timeout;

  MpiThread(Duration timeout) {
    this.timeout = timeout;
  }

  <T> T call(String what, MpiErrors.Call<T> call) {
    return call(what, timeout, call);
  }

  <T> T call(String what, Duration longest, MpiErrors.Call<T> call) {
    Future<T> result = thread.submit(() -> MpiErrors.call(what, call));
    try {
      return result.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new RankException(
          "%s: the ranks have not met within %d ms".formatted(what, longest.toMillis()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RankException(what + ": interrupted", e);
    } catch (ExecutionException e) {
      throw new RankException(e.getCause().getMessage(), e.getCause());
    }
  }

  void close() {
    thread.shutdown();
  }
}
