package org.fimbria.cosim;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
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

  private final Ranks ranks;
  private final Placement placement;
  private final RunControl control;
  private final Optional<Coordinator> coordinator;
  private final Queue<Signal> said = new ConcurrentLinkedQueue<>();
  private final Ending ending;
  private final Thread thread;
  private final Map<Integer, byte[]> seen = new ConcurrentHashMap<>();
  private volatile Supplier<byte[]> view = () -> new byte[0];
  private boolean outcomeSaid;
  private volatile boolean closed;

  /** Begins to listen. */
  public RankControl(Ranks ranks, Placement placement, long epochs) {
    this.ranks = ranks;
    this.placement = placement;
    control = new RunControl(epochs, ranks.rank(), new Sayings());
    ending = new Ending(placement.ranks(), control);
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
    ending.lose(rank);
    Failure failure =
        new Failure(
            rank,
            String.join(", ", placement.modules(rank)),
            epoch,
            reason,
            false,
            new RankException(reason));
    say(new Signal.Lost(Signal.Failed.of(failure)));
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
          if (own instanceof Signal.Look) {
            askOthers();
          } else if (coordinator.isPresent()) {
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
      ending.goDeaf();
    }
  }

  private void take(int source, Signal signal) {
    if (signal instanceof Signal.Outcome(byte[] content)) {
      ending.hear(source, content);
    } else if (signal instanceof Signal.Seen(byte[] content)) {
      seen.put(source, content);
    } else if (coordinator.isPresent()) {
      if (signal instanceof Signal.Lost(Signal.Failed failure)) {
        ending.lose(failure.rank());
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
      case Signal.Look _ -> answerLook();
      case Signal.Verdict(String failure) -> ending.hear(failure);
      default -> throw new IllegalArgumentException(signal + " from rank 0");
    }
  }

  /**
   * The end of the modules, in rank 0: waits for what the other processes say of theirs.
   *
   * @return by rank; without those that do not answer after a failure
   */
  public SortedMap<Integer, byte[]> gather(byte[] mine) throws InterruptedException {
    ending.hear(0, mine);
    SortedMap<Integer, byte[]> outcomes = ending.awaitOutcomes();
    for (int rank = 1; rank < placement.ranks(); rank++) {
      if (!outcomes.containsKey(rank) && !ending.isLost(rank)) {
        String host = ranks.places().get(rank).host();
        lost(rank, epoch(), "no answer from " + host + ", which may be cut off");
      }
    }
    return outcomes;
  }

  /**
   * The end of the modules, in any other rank: says what is to be known of them and waits for rank
   * 0.
   *
   * @return why the run failed, empty if it did not
   */
  public String awaitVerdict(byte[] mine) throws InterruptedException {
    synchronized (said) {
      outcomeSaid = true;
      say(new Signal.Outcome(mine));
    }
    return ending.awaitVerdict();
  }

  /** What this process answers when rank 0 looks at the run. */
  public void onLook(Supplier<byte[]> content) {
    view = content;
  }

  /**
   * Looks at the run, in rank 0: asks the other processes that have links what they see.
   *
   * @return what they answered to the last look, none before
   */
  public List<byte[]> look() {
    if (!closed) {
      say(new Signal.Look());
    }
    return List.copyOf(seen.values());
  }

  private void askOthers() {
    for (int rank : placement.coupled()) {
      if (rank != 0 && control.failure().isEmpty() && !ending.isLost(rank)) {
        ranks.send(rank, new Signal.Look().message());
      }
    }
  }

  /** Rank 0 has this before the outcome, or never. */
  private void answerLook() {
    byte[] content;
    try {
      content = view.get();
    } catch (RuntimeException e) {
      content = new byte[0]; // no reason for a run to fail
    }
    synchronized (said) {
      if (!outcomeSaid) {
        said.add(new Signal.Seen(content));
      }
    }
  }

  /** Tells all how the run ended, in rank 0; nothing can be said afterwards. */
  public void conclude(String failure) {
    close();
    for (int rank = 1; rank < placement.ranks(); rank++) {
      if (!ending.isLost(rank)) {
        ranks.send(rank, new Signal.Verdict(failure).message());
      }
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
