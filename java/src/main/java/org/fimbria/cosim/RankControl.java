package org.fimbria.cosim;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.fimbria.ranks.RankException;
import org.fimbria.ranks.Ranks;

/**
 * The part of this process in the control of a run over ranks: a thread that carries signals
 * between its {@link RunControl} and rank 0, where a {@link Coordinator} decides.
 *
 * <p>The thread looks for messages some hundred times a second; what happens here it sends at once.
 * Whoever watches over the processes tells {@link #lost}.
 */
public final class RankControl implements AutoCloseable {
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  /** After a failure modules have a time to end; others wait that much longer for them. */
  private static final Duration OUTCOME_GRACE =
      CoSimulation.FAILURE_GRACE.plus(Duration.ofMillis(200));

  /** Rank 0 has to write its files before it says how the run ended. */
  private static final Duration VERDICT_GRACE = Duration.ofSeconds(5);

  private final Ranks ranks;
  private final Placement placement;
  private final RunControl control;
  private final Optional<Coordinator> coordinator;
  private final Queue<Signal> said = new ConcurrentLinkedQueue<>();
  private final SortedMap<Integer, byte[]> outcomes = new TreeMap<>();
  private final Set<Integer> lost = Collections.synchronizedSet(new HashSet<>());
  private final Thread thread;
  private Optional<String> verdict = Optional.empty();
  private boolean broken;
  private volatile boolean closed;

  /** Begins to listen. */
  public RankControl(Ranks ranks, Placement placement, long epochs) {
    this.ranks = ranks;
    this.placement = placement;
    control = new RunControl(epochs, ranks.rank(), new Sayings());
    coordinator =
        ranks.rank() == 0 ? Optional.of(new Coordinator(placement, this::tell)) : Optional.empty();
    thread = Thread.ofPlatform().name("control").daemon().start(this::carry);
  }

  /** The epoch that this process is in. */
  public long epoch() {
    return control.epoch();
  }

  /** What the modules of this process agree on. */
  public RunControl control() {
    return control;
  }

  /**
   * A process does not answer any more: the run fails everywhere, and nobody waits for its outcome.
   *
   * @param epoch in which it was
   * @param reason one line
   */
  public void lost(int rank, long epoch, String reason) {
    lost.add(rank);
    Failure failure =
        new Failure(
            rank,
            String.join(", ", placement.modules(rank)),
            epoch,
            reason,
            false,
            new RankException(reason));
    say(Signal.Failed.of(failure));
    control.failElsewhere(failure);
  }

  /** What happens in this process, to be carried to rank 0. */
  private final class Sayings implements RunControl.Reports {
    @Override
    public void ready() {
      say(new Signal.Ready());
    }

    @Override
    public void stopAsked() {
      say(new Signal.StopAsked());
    }

    @Override
    public void failed(Failure failure) {
      say(Signal.Failed.of(failure));
    }
  }

  private void say(Signal signal) {
    said.add(signal);
    LockSupport.unpark(thread);
  }

  private void carry() {
    try {
      while (!closed) {
        for (Signal own = said.poll(); own != null; own = said.poll()) {
          if (coordinator.isPresent()) {
            coordinator.get().hear(0, own);
          } else {
            ranks.send(0, own.message());
          }
        }
        for (var next = ranks.receive(); next.isPresent(); next = ranks.receive()) {
          take(next.get().source(), Signal.of(next.get().content()));
        }
        if (said.isEmpty()) {
          LockSupport.parkNanos(this, LOOK_NANOS);
        }
      }
    } catch (RuntimeException e) {
      control.fail("control", epoch(), e);
      synchronized (this) {
        broken = true;
        notifyAll();
      }
    }
  }

  private void take(int source, Signal signal) {
    if (signal instanceof Signal.Outcome(byte[] content)) {
      synchronized (this) {
        outcomes.put(source, content);
        notifyAll();
      }
    } else if (coordinator.isPresent()) {
      if (signal instanceof Signal.Failed failed && failed.rank() != source) {
        lost.add(failed.rank());
      }
      coordinator.get().hear(source, signal);
    } else {
      obey(signal);
    }
  }

  private void tell(int rank, Signal signal) {
    if (rank == 0) {
      obey(signal);
    } else {
      ranks.send(rank, signal.message());
    }
  }

  private void obey(Signal signal) {
    switch (signal) {
      case Signal.Begin _ -> control.begin();
      case Signal.Freeze _ -> say(new Signal.Entered(control.freeze()));
      case Signal.End(long epoch) -> control.thaw(epoch);
      case Signal.Failed failed -> control.failElsewhere(failed.failure());
      case Signal.Verdict(String failure) -> {
        synchronized (this) {
          verdict = Optional.of(failure);
          notifyAll();
        }
      }
      default -> throw new IllegalArgumentException(signal + " from rank 0");
    }
  }

  /**
   * The end of the modules, in rank 0: waits for what the other processes say of theirs.
   *
   * @return by rank; without those that do not answer after a failure
   */
  public synchronized SortedMap<Integer, byte[]> gather(byte[] mine) throws InterruptedException {
    outcomes.put(0, mine);
    await(() -> outcomes.size() + silent() >= placement.ranks(), OUTCOME_GRACE);
    for (int rank = 1; rank < placement.ranks(); rank++) {
      if (!outcomes.containsKey(rank) && !lost.contains(rank)) {
        String host = ranks.places().get(rank).host();
        lost(rank, epoch(), "no answer from " + host + ", which may be cut off");
      }
    }
    return new TreeMap<>(outcomes);
  }

  private long silent() {
    return lost.stream().filter(rank -> !outcomes.containsKey(rank)).count();
  }

  /**
   * The end of the modules, in any other rank: says what is to be known of them and waits for rank
   * 0.
   *
   * @return why the run failed, empty if it did not
   */
  public synchronized String awaitVerdict(byte[] mine) throws InterruptedException {
    say(new Signal.Outcome(mine));
    await(() -> verdict.isPresent() || lost.contains(0), OUTCOME_GRACE.plus(VERDICT_GRACE));
    return verdict.or(() -> control.failure().map(Failure::text)).orElseThrow();
  }

  /** Tells all how the run ended, in rank 0; nothing can be said afterwards. */
  public void conclude(String failure) {
    close();
    for (int rank = 1; rank < placement.ranks(); rank++) {
      if (!lost.contains(rank)) {
        ranks.send(rank, new Signal.Verdict(failure).message());
      }
    }
  }

  private interface Condition {
    boolean holds();
  }

  /** Waits without bound while nothing has failed. */
  private void await(Condition condition, Duration afterFailure) throws InterruptedException {
    long deadline = Long.MAX_VALUE;
    while (!condition.holds() && !broken) {
      if (deadline == Long.MAX_VALUE && control.failure().isPresent()) {
        deadline = System.nanoTime() + afterFailure.toNanos();
      }
      if (System.nanoTime() > deadline) {
        return;
      }
      wait(10);
    }
  }

  /** Ends the thread; the ranks may be closed afterwards. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
