package org.fimbria.ranks;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.fimbria.ranks.Board.Id;

/**
 * A rank's look at the processes of its node, some times per second: the other ranks, who started
 * them, and the launcher. Those of other nodes, and those that are stopped, are missed by the
 * links.
 *
 * <p>It also writes on the {@link Board} which epoch its own rank is in.
 */
public final class PeerWatch implements AutoCloseable {
  /** Told by the watch's thread of what goes wrong. */
  public interface Listener {
    /**
     * Another rank was killed; told once, of the first one.
     *
     * @param modules of that rank
     * @param epoch in which it was
     */
    void lost(int rank, String modules, long epoch, String reason);

    /** What has started this rank, mpirun, was killed: this process has less than a second left. */
    void starterLost(String reason);

    /** The launcher was killed: nobody waits for the results. */
    void launcherLost(String reason);
  }

  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final Board board;
  private final int rank;
  private final int[] peers;
  private final Id starter;
  private final LongSupplier epoch;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean closed;
  private boolean launcherLost;

  /**
   * Begins to watch.
   *
   * @param board of this node; every rank on it has begun
   * @param epoch that this rank is in
   */
  public PeerWatch(Board board, Ranks ranks, LongSupplier epoch, Listener listener) {
    this.board = board;
    this.rank = ranks.rank();
    this.epoch = epoch;
    this.listener = listener;
    List<Ranks.Place> places = ranks.places();
    int node = places.get(rank).node();
    peers =
        IntStream.range(0, ranks.count())
            .filter(other -> other != rank && places.get(other).node() == node)
            .toArray();
    starter = ProcessHandle.current().parent().map(p -> Id.of(p.pid())).orElse(Id.NONE);
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
        board.setEpoch(rank, epoch.getAsLong());
        if (!allThere()) {
          return;
        }
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean allThere() {
    for (int peer : peers) {
      if (board.isLost(peer)) {
        long pid = board.process(peer).pid();
        listener.lost(
            peer,
            board.modules(peer),
            board.epoch(peer),
            "its process, %d, was killed or crashed".formatted(pid));
        return false;
      }
    }
    if (!starter.equals(Id.NONE) && !starter.isAlive()) {
      listener.starterLost("mpirun, process %d, was killed".formatted(starter.pid()));
      return false;
    }
    Id launcher = board.launcher();
    if (!launcherLost && !launcher.equals(Id.NONE) && !launcher.isAlive()) {
      launcherLost = true;
      listener.launcherLost("the launcher, process %d, was killed".formatted(launcher.pid()));
    }
    return true;
  }
}
