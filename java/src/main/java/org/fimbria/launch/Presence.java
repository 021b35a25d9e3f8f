package org.fimbria.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fimbria.cosim.RankControl;
import org.fimbria.link.ProcessId;
import org.fimbria.ranks.Board;
import org.fimbria.ranks.PeerWatch;
import org.fimbria.ranks.RankException;
import org.fimbria.ranks.Ranks;
import org.slf4j.LoggerFactory;

/**
 * This process among those of its node: what it writes on the board for the launcher and its peers,
 * and its watch over them. A board that cannot be made is missed by nobody but those who survive.
 */
public final class Presence implements AutoCloseable {
  private final Map<String, String> environment;
  private Optional<Board> board = Optional.empty();
  private Optional<PeerWatch> watch = Optional.empty();
  private int rank;

  private Presence(Map<String, String> environment) {
    this.environment = environment;
  }

  /** This process begins; on the launcher's board it says so at once. */
  public static Presence begin(Map<String, String> environment) {
    Presence presence = new Presence(environment);
    String file = environment.get(Board.ENVIRONMENT);
    String rank = environment.get("OMPI_COMM_WORLD_RANK");
    String count = environment.get("OMPI_COMM_WORLD_SIZE");
    if (file != null && rank != null && count != null) {
      presence.open(Path.of(file), Integer.parseInt(rank), Integer.parseInt(count));
    }
    return presence;
  }

  /** Whether a launcher shows the user how far the run is. */
  public static boolean isLaunched(Map<String, String> environment) {
    return environment.containsKey(Board.ENVIRONMENT);
  }

  /** The ranks are connected; without a launcher the board is named by their first process. */
  public void connected(Ranks ranks) {
    if (board.isEmpty()) {
      Ranks.Place first = ranks.places().getFirst();
      open(Board.fileOf(first.host() + "-" + first.pid()), ranks.rank(), ranks.count());
    }
  }

  /** Watches the peers from now on, and tells the run's control of what happens to them. */
  void watch(Ranks ranks, RankControl control, List<String> modules) {
    if (board.isEmpty()) {
      return;
    }
    String own = String.join(", ", modules);
    board.get().run(rank, own);
    watch = Optional.of(new PeerWatch(board.get(), ranks, new Listener(control, own)));
  }

  /** What a watch sees, said to the run's control. */
  private record Listener(RankControl control, String modules) implements PeerWatch.Listener {
    @Override
    public long epoch() {
      return control.epoch();
    }

    @Override
    public boolean isFailing() {
      return control.control().failure().isPresent();
    }

    @Override
    public void lost(int peer, long epoch, String reason) {
      control.lost(peer, epoch, reason);
    }

    @Override
    public void starterLost(String reason) {
      control.control().fail(modules, epoch(), new RankException(reason));
    }

    @Override
    public void launcherLost() {
      control.control().requestStop();
      silence();
    }

    /** Nobody reads what mpirun passes on any more: it would end from writing it. */
    private static void silence() {
      try (OutputStream out = new FileOutputStream(FileDescriptor.out);
          OutputStream err = new FileOutputStream(FileDescriptor.err)) {
        out.flush();
        err.flush();
      } catch (IOException e) {
        LoggerFactory.getLogger(Presence.class).debug("closing the output", e);
      }
    }
  }

  /** The process ends with this exit code; {@code reason} is empty unless the run failed. */
  public void end(int exitCode, String reason) {
    watch.ifPresent(PeerWatch::close);
    board.ifPresent(mine -> mine.end(rank, exitCode, reason));
  }

  /** The last process of the node deletes the board. */
  @Override
  public void close() throws IOException {
    watch.ifPresent(PeerWatch::close);
    if (board.isPresent()) {
      board.get().deleteIfLast();
    }
  }

  private void open(Path file, int own, int count) {
    rank = own;
    try {
      Board opened = Board.open(file, count);
      opened.begin(own, ProcessId.own(), environment.getOrDefault("PMIX_NAMESPACE", ""));
      board = Optional.of(opened);
    } catch (IOException e) {
      board = Optional.empty();
    }
  }
}
