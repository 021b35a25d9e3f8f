package org.fimbria.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links between two processes: at any speed, and when either is killed or stopped. */
@Timeout(180)
class SharedMemoryLinkIT {
  /** A lost wake-up, or a death that nobody notices, would wait for this long. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final long PROMPT_NANOS = Duration.ofSeconds(20).toNanos();

  private Path folder;
  private volatile long killed;

  /** Memory, as in use. */
  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory(SharedMemory.FOLDER, "test-link");
  }

  @AfterEach
  void removeFolder() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldHandOverMillionsOfEpochs(boolean sends) throws Exception {
    exchange(sends, 1_000_000, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "0, 3", "3, 3"})
  void shouldSurviveDelaysOfEitherEnd(int ownPauses, int peersPauses) throws Exception {
    exchange(true, 100_000, ownPauses, peersPauses);
    exchange(false, 100_000, ownPauses, peersPauses);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldEndSoonWhenTheOtherProcessIsKilledAtAnyTime(boolean sends) throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 15; run++) {
      Process peer = LinkPeer.start(!sends, folder, Long.MAX_VALUE, run % 3);
      try (SharedMemoryLink link = LinkPeer.half(sends, folder, LONG)) {
        Thread killer = killLater(peer, random.nextInt(100_000_000));
        int pauses = run % 2;
        Throwable failure = catchThrowable(() -> traffic(link, sends, Long.MAX_VALUE, pauses));
        long noticed = System.nanoTime();
        assertThat(failure)
            .isInstanceOf(LinkException.class)
            .hasMessageContaining(
                "no answer of %s: process %d has ended", sends ? "target" : "source", peer.pid());
        killer.join();
        assertThat(noticed - killed).isLessThan(PROMPT_NANOS);
      }
      assertThat(files()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFindThatTheMakerWasKilledBeforeItCame(boolean sends) throws Exception {
    Process maker = LinkPeer.start(!sends, folder, Long.MAX_VALUE, 0);
    awaitSegment();
    kill(maker);
    assertThat(catchThrowable(() -> LinkPeer.half(sends, folder, LONG).close()))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("process %d has ended", maker.pid());
    assertThat(files()).allMatch(file -> file.toString().indexOf(SegmentFile.UNFINISHED) >= 0);
  }

  @Test
  void shouldReplaceWhatAnEarlierRunOfTheSameNameLeft() throws Exception {
    Process earlier = LinkPeer.start(true, folder, Long.MAX_VALUE, 0);
    awaitSegment();
    kill(earlier);
    try (SharedMemoryLink sending = LinkPeer.half(true, folder, LONG);
        SharedMemoryLink receiving = LinkPeer.half(false, folder, LONG)) {
      LinkTraffic.give(sending.sender(), 0);
      LinkTraffic.take(receiving.receiver(), 0);
    }
  }

  @Test
  void shouldCleanWhatKilledProcessesLeave() throws Exception {
    for (int run = 0; run < 5; run++) {
      Process maker = LinkPeer.start(true, folder, Long.MAX_VALUE, 0);
      awaitSegment();
      assertThat(SharedMemory.cleanLeftovers(folder)).isEmpty();
      kill(maker);
      List<Path> left = files();
      assertThat(left).isNotEmpty();
      assertThat(SharedMemory.cleanLeftovers(folder)).containsExactlyInAnyOrderElementsOf(left);
      assertThat(files()).isEmpty();
    }
  }

  /** Whenever it happens: what is left, if anything, is cleaned. */
  @Test
  void shouldCleanWhatIsLeftWhenBothAreKilledAtAnyTime() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    for (int run = 0; run < 6; run++) {
      Process sender = LinkPeer.start(true, folder, Long.MAX_VALUE, 0);
      Process receiver = LinkPeer.start(false, folder, Long.MAX_VALUE, 0);
      LockSupport.parkNanos(150_000_000 + random.nextInt(250_000_000));
      kill(sender);
      kill(receiver);
      List<Path> left = files();
      assertThat(SharedMemory.cleanLeftovers(folder)).containsExactlyInAnyOrderElementsOf(left);
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void shouldEndTheWaitForAStoppedProcessInTime() throws Exception {
    Process peer = LinkPeer.start(true, folder, Long.MAX_VALUE, 0);
    Duration timeout = Duration.ofSeconds(2);
    try (SharedMemoryLink link = LinkPeer.half(false, folder, timeout)) {
      LinkTraffic.receive(link.receiver(), 100, 0, 1);
      new ProcessBuilder("kill", "-STOP", Long.toString(peer.pid())).start().waitFor();
      Throwable failure =
          catchThrowable(() -> {
            for (long epoch = 100; ; epoch++) {
              LinkTraffic.take(link.receiver(), epoch);
            }
          });
      assertThat(failure)
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("no answer of source for 2000 ms");
    } finally {
      kill(peer);
    }
  }

  @Test
  void shouldTellTheOtherProcessWhyItAborts() throws Exception {
    Process peer = LinkPeer.start(true, folder, Long.MAX_VALUE, 0);
    try (SharedMemoryLink link = LinkPeer.half(false, folder, LONG)) {
      LinkTraffic.receive(link.receiver(), 100, 0, 1);
      link.abort("spiking failed in epoch 99: no reason");
      assertThat(peer.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(peer.exitValue()).isEqualTo(3);
    assertThat(output(peer))
        .contains("link source -> target")
        .contains("spiking failed in epoch 99");
  }

  private void exchange(boolean sends, long epochs, int ownPauses, int peersPauses)
      throws Exception {
    Process peer = LinkPeer.start(!sends, folder, epochs, peersPauses);
    try (SharedMemoryLink link = LinkPeer.half(sends, folder, LONG)) {
      traffic(link, sends, epochs, ownPauses);
      assertThat(peer.waitFor()).as(() -> output(peer)).isZero();
    } finally {
      peer.destroyForcibly();
    }
    assertThat(files()).isEmpty();
  }

  private static void traffic(SharedMemoryLink link, boolean sends, long epochs, int pauses) {
    if (sends) {
      LinkTraffic.send(link.sender(), epochs, pauses, 21);
    } else {
      LinkTraffic.receive(link.receiver(), epochs, pauses, 22);
    }
  }

  /** Kills the process a while after it has come: its first sign is that the file has no name. */
  private Thread killLater(Process peer, long nanos) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            while (!files().isEmpty()) {
              Thread.sleep(1);
            }
            LockSupport.parkNanos(nanos);
            killed = System.nanoTime();
            kill(peer);
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Until the other process has made the segment. */
  private void awaitSegment() throws Exception {
    while (files().stream()
        .allMatch(file -> file.toString().indexOf(SegmentFile.UNFINISHED) >= 0)) {
      Thread.sleep(1);
    }
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly(); // SIGKILL
    process.waitFor();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String output(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
