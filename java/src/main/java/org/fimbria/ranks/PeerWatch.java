package org.fimbria.ranks;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.link.ProcessId;

/**
 * A rank's look at the processes of its node, some times per second: the other ranks, who started
 * them, and the launcher. Those of other nodes, and those that are stopped, are missed by the
 * links.
 *
 * <p>It also writes on the {@link Board} which epoch its own rank is in.
 */
public final class PeerWatch implements AutoCloseable {
  /** Whose rank it is; asked and told by the watch's thread. */
  public interface Listener {
    /** The epoch that this rank is in. */
    long epoch();

    /** Whether the run fails: then ranks that are stopped are looked for too. */
    boolean isFailing();

    /** Another rank was killed, or is stopped while the others wait for it; told once. */
    void lost(int rank, long epoch, String reason);

    /** What has started this rank, mpirun, was killed: this process has less than a second left. */
    void starterLost(String reason);

    /** The launcher was killed: nobody waits for the results. */
    void launcherLost();
  }

  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final Board board;
  private final int rank;
  private final int[] peers;
  private final ProcessId starter;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean closed;
  private final BitSet lost = new BitSet();
  private boolean starterLost;
  private boolean launcherLost;

  /**
   * Begins to watch.
   *
   * @param board of this node; every rank on it has begun
   */
  public PeerWatch(Board board, Ranks ranks, Listener listener) {
    this.board = board;
    this.rank = ranks.rank();
    this.listener = listener;
    List<Ranks.Place> places = ranks.places();
    int node = places.get(rank).node();
    peers =
        IntStream.range(0, ranks.count())
            .filter(other -> other != rank && places.get(other).node() == node)
            .toArray();
    starter =
        ProcessHandle.current().parent().map(p -> ProcessId.of(p.pid())).orElse(ProcessId.NONE);
    thread = Thread.ofPlatform().name("peers").daemon().start(this::watch);
  }

  /** Looks no more. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void watch() {
    try {
      while (!closed) {
        board.setEpoch(rank, listener.epoch());
        for (int peer : peers) {
          look(peer);
        }
        lookAtParents();
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(int peer) {
    if (lost.get(peer)) {
      return;
    }
    ProcessId process = board.process(peer);
    if (board.isLost(peer)) {
      lose(peer, "its process, %d, was killed or crashed".formatted(process.pid()));
    } else if (listener.isFailing() && process.isStopped()) {
      lose(peer, "its process, %d, is stopped".formatted(process.pid()));
    }
  }

  private void lose(int peer, String reason) {
    lost.set(peer);
    listener.lost(peer, board.epoch(peer), reason);
  }

  private void lookAtParents() {
    if (!starterLost && !starter.equals(ProcessId.NONE) && !starter.isAlive()) {
      starterLost = true;
      listener.starterLost("mpirun, process %d, was killed".formatted(starter.pid()));
    }
    ProcessId launcher = board.launcher();
    if (!launcherLost && !launcher.equals(ProcessId.NONE) && !launcher.isAlive()) {
      launcherLost = true;
      listener.launcherLost();
    }
  }
}
