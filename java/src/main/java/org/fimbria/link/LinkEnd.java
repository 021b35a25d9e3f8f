package org.fimbria.link;

import java.time.Duration;

/**
 * How an end of a link in memory waits for the other one: it looks for about a microsecond, then
 * sleeps until it is woken.
 *
 * <p>No wake-up is lost: the waiting end first says that it sleeps and then looks again, the other
 * end first counts and then looks whether somebody sleeps; all four accesses are volatile, so at
 * least one of the two sees the other. Each clearing of what says that an end sleeps is followed by
 * a wake-up, so it may come late: the end looks and sleeps anew.
 */
abstract class LinkEnd {
  /** Looks before a thread sleeps: longer waits need the core for somebody else. */
  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 20 : 0;

  private final LinkName name;
  private final String peer;
  private final Duration timeout;
  private final long longestNapNanos;

  /** An end that looks by itself after so many ns, if nobody wakes it. */
  LinkEnd(LinkName name, String peer, Duration timeout, long longestNapNanos) {
    this.name = name;
    this.peer = peer;
    this.timeout = timeout;
    this.longestNapNanos = longestNapNanos;
  }

  /** Whether the next epoch can be written or read. */
  abstract boolean isReady();

  /** Why the link was aborted, or null. */
  abstract String abortion();

  /** Whether the other end has been released. */
  abstract boolean isPeerReleased();

  /** Says that this end sleeps. */
  abstract void fallAsleep();

  /** Sleeps until the other end wakes it, or for so long. */
  abstract void sleep(long nanos);

  /** Says that this end does not sleep. */
  abstract void wakeUp();

  /** Why the other end cannot answer any more although it has not said so, or null. */
  String findBreak() {
    return null;
  }

  /** More about an answer that did not come. */
  String absence() {
    return "";
  }

  /** Waits until the end is ready; for when it was not, a moment ago. */
  final void spinThenSleep(long epoch) {
    for (int spin = 0; spin < SPINS && !isReady(); spin++) {
      Thread.onSpinWait();
    }
    long begun = System.nanoTime();
    long looked = begun;
    try {
      while (!isReadyOrThrow(epoch)) {
        long now = System.nanoTime();
        if (now - looked >= longestNapNanos) {
          looked = now;
          throwIfBroken(epoch);
        }
        long left = timeout.toNanos() - (now - begun);
        if (left <= 0) {
          throw name.failure(
              "no answer of %s for %d ms%s".formatted(peer, timeout.toMillis(), absence()), epoch);
        }
        sleep(Math.min(left, longestNapNanos));
      }
    } finally {
      wakeUp();
    }
  }

  /** Whether to go on; if not, the other end knows that this one sleeps. */
  private boolean isReadyOrThrow(long epoch) {
    fallAsleep();
    // What was sent before a release counts: look for the release first.
    boolean alone = isPeerReleased();
    String aborted = abortion();
    if (aborted != null) {
      throw name.failure(aborted, epoch);
    }
    if (isReady()) {
      return true;
    }
    if (alone) {
      throw name.failure("closed by " + peer, epoch);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw name.failure("interrupted", epoch);
    }
    return false;
  }

  /** What was done before the break counts, so it looks once more. */
  private void throwIfBroken(long epoch) {
    String broken = findBreak();
    if (broken != null && !isReadyOrThrow(epoch)) {
      throw name.failure(broken, epoch);
    }
  }
}
