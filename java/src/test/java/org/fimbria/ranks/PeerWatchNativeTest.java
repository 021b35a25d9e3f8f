package org.fimbria.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.fimbria.link.ProcessId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rank 0 is this process, rank 1 another one of its node, rank 2 one of another node. */
@Timeout(60)
class PeerWatchNativeTest {
  @TempDir Path folder;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private volatile boolean failing;
  private Process peer;
  private Process launcher;
  private Board board;

  @BeforeEach
  void begin() throws Exception {
    peer = new ProcessBuilder("sleep", "1000").start();
    launcher = new ProcessBuilder("sleep", "1000").start();
    board = Board.open(folder.resolve("board"), 3);
    board.setLauncher(ProcessId.of(launcher.pid()));
    board.begin(0, ProcessId.own(), "1");
    board.begin(1, ProcessId.of(peer.pid()), "1");
    board.run(1, "spiking");
    board.setEpoch(1, 17);
  }

  @AfterEach
  void end() {
    peer.destroyForcibly();
    launcher.destroyForcibly();
    board.close();
  }

  @Test
  void shouldTellOfAKilledPeerAndTheEpochThatItWasIn() throws Exception {
    try (PeerWatch _ = watch()) {
      peer.destroyForcibly();
      assertThat(next())
          .isEqualTo("rank 1, epoch 17: its process, %d, was killed or crashed", peer.pid());
    }
  }

  @Test
  void shouldTellOfAStoppedPeerOnceTheRunFails() throws Exception {
    try (PeerWatch _ = watch()) {
      new ProcessBuilder("kill", "-STOP", Long.toString(peer.pid())).start().waitFor();
      assertThat(heard.poll(500, TimeUnit.MILLISECONDS)).isNull();
      failing = true;
      assertThat(next()).isEqualTo("rank 1, epoch 17: its process, %d, is stopped", peer.pid());
    }
  }

  @Test
  void shouldNotMissAPeerThatHasEndedInOrder() throws Exception {
    board.end(1, 0, "");
    peer.destroyForcibly().waitFor();
    try (PeerWatch _ = watch()) {
      launcher.destroyForcibly();
      assertThat(next()).isEqualTo("no launcher");
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void shouldWriteTheEpochOfItsOwnRank() throws Exception {
    try (PeerWatch _ = watch()) {
      while (board.epoch(0) != 4711) {
        Thread.sleep(10);
      }
    }
  }

  private String next() throws InterruptedException {
    return heard.poll(30, TimeUnit.SECONDS);
  }

  private PeerWatch watch() {
    List<Ranks.Place> places =
        List.of(new Ranks.Place(0, "a", 1), new Ranks.Place(0, "a", 2), new Ranks.Place(2, "b", 3));
    Ranks ranks =
        (Ranks)
            Proxy.newProxyInstance(
                Ranks.class.getClassLoader(),
                new Class<?>[] {Ranks.class},
                (_, method, _) ->
                    switch (method.getName()) {
                      case "rank" -> 0;
                      case "count" -> 3;
                      case "places" -> places;
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return new PeerWatch(
        board,
        ranks,
        new PeerWatch.Listener() {
          @Override
          public long epoch() {
            return 4711;
          }

          @Override
          public boolean isFailing() {
            return failing;
          }

          @Override
          public void lost(int rank, long epoch, String reason) {
            heard.add("rank %d, epoch %d: %s".formatted(rank, epoch, reason));
          }

          @Override
          public void starterLost(String reason) {
            heard.add(reason);
          }

          @Override
          public void launcherLost() {
            heard.add("no launcher");
          }
        });
  }
}
