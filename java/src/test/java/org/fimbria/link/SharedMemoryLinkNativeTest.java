package org.fimbria.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract with both halves in one process, and what only a segment does. */
@Timeout(60)
class SharedMemoryLinkNativeTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final long SLOT_BYTES = 4096;

  @TempDir Path folder;

  @Nested
  class SenderFirst extends LinkContract {
    @Override
    Link link(Duration timeout) {
      SharedMemoryLink sending = sending(timeout);
      return new LinkHalves(sending, receiving(timeout));
    }
  }

  @Nested
  class ReceiverFirst extends LinkContract {
    @Override
    Link link(Duration timeout) {
      SharedMemoryLink receiving = receiving(timeout);
      return new LinkHalves(sending(timeout), receiving);
    }
  }

  @Test
  void shouldLoseItsNameWhenBothHaveCome() throws IOException {
    try (SharedMemoryLink sending = sending(LONG)) {
      assertThat(files()).hasSize(1);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
          .isEqualTo("rw-------");
      try (SharedMemoryLink receiving = receiving(LONG)) {
        assertThat(files()).isEmpty();
        hand(sending, receiving, 0, 1);
      }
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldLeaveNoFileWhenNobodyComes() throws IOException {
    sending(LONG).close();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldTakeWhatWasSentBeforeTheReceiverCame() {
    try (SharedMemoryLink sending = sending(LONG)) {
      for (long epoch = 0; epoch < SegmentHeader.SLOTS; epoch++) {
        give(sending.sender(), epoch, 1 << (4 * epoch));
      }
      try (SharedMemoryLink receiving = receiving(LONG)) {
        for (long epoch = 0; epoch < SegmentHeader.SLOTS; epoch++) {
          take(receiving.receiver(), epoch, 1 << (4 * epoch));
        }
      }
    }
  }

  @Test
  void shouldGrowAgainAndAgain() {
    try (SharedMemoryLink sending = sending(LONG);
        SharedMemoryLink receiving = receiving(LONG)) {
      for (int epoch = 0; epoch < 40; epoch++) {
        hand(sending, receiving, epoch, 1 << (epoch / 2));
      }
      for (int epoch = 40; epoch < 60; epoch++) {
        hand(sending, receiving, epoch, epoch);
      }
    }
  }

  @Test
  void shouldTakeMemoryOnlyForWhatIsUsed() throws IOException {
    long before = usedBytes();
    try (SharedMemoryLink sending = link(SharedMemory.FOLDER, true, 1L << 30)) {
      give(sending.sender(), 0, 1000);
      assertThat(usedBytes() - before).isLessThan(64 << 20);
    }
  }

  /**
   * The sender sleeps at times, since the receiver is slow. What is left of a thread's buffer when
   * garbage is collected counts as allocated; so the least of several stretches is judged.
   */
  @Test
  void shouldAllocateNothingBetweenEpochs() throws InterruptedException {
    try (SharedMemoryLink sending = sending(LONG);
        SharedMemoryLink receiving = receiving(LONG)) {
      long stretches = 20;
      int epochs = 500;
      Thread receiver =
          Thread.ofPlatform()
              .start(() -> LinkTraffic.receive(receiving.receiver(), stretches * epochs, 2, 1));
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (long epoch = 0; epoch < stretches * epochs; ) {
        long begin = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < epochs; i++) {
          LinkTraffic.give(sending.sender(), epoch++);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - begin);
      }
      receiver.join();
      assertThat(least).isZero();
    }
  }

  @Test
  void shouldEndTheOtherHalfsWaitWhenItIsClosed() {
    try (SharedMemoryLink receiving = receiving(LONG)) {
      sending(LONG).close();
      assertThatThrownBy(() -> receiving.receiver().awaitReady(0))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("source -> target, epoch 0: closed by source");
    }
  }

  @Test
  void shouldTellTheOtherHalfWhyItWasAborted() {
    try (SharedMemoryLink sending = sending(LONG);
        SharedMemoryLink receiving = receiving(LONG)) {
      receiving.abort("ä".repeat(3000));
      assertThatThrownBy(() -> sending.sender().awaitReady(0))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("ääää");
    }
  }

  @Test
  void shouldSayThatThePeerNeverCame() {
    try (SharedMemoryLink receiving = receiving(Duration.ofMillis(50))) {
      assertThatThrownBy(() -> receiving.receiver().awaitReady(0))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("no answer of source for 50 ms, which never came");
    }
  }

  @Test
  void shouldEndTheWaitForAPeerWhenTheFileIsRemoved() throws IOException {
    try (SharedMemoryLink receiving = receiving(LONG)) {
      Files.delete(files().getFirst());
      assertThatThrownBy(() -> receiving.receiver().awaitReady(0))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("was removed");
    }
  }

  @Test
  void shouldFailWhenTheFileIsTruncated() throws IOException {
    try (SharedMemoryLink receiving = receiving(LONG)) {
      truncate(files().getFirst(), 0);
      assertThatThrownBy(() -> receiving.receiver().awaitReady(0))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("source -> target, epoch 0: the shared memory is gone");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldRefuseADamagedFile() throws IOException {
    try (SharedMemoryLink _ = receiving(LONG)) {
      truncate(files().getFirst(), 100);
      assertThatThrownBy(() -> sending(LONG))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void shouldRefuseAFileThatIsNoSegment() throws IOException {
    Files.write(folder.resolve("fimbria.job.source-target"), new byte[10_000]);
    assertThatThrownBy(() -> sending(LONG))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("no segment of this version");
    assertThat(SharedMemory.cleanLeftovers(folder)).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void shouldRefuseASecondSender() {
    try (SharedMemoryLink _ = sending(LONG)) {
      assertThatThrownBy(() -> sending(LONG))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("made for the same end by another process");
    }
  }

  @Test
  void shouldKeepLinksOfSimilarNamesApart() throws IOException {
    try (SharedMemoryLink _ =
            SharedMemoryLink.sender(folder, "job", "a/b", "c d-e", LONG, SLOT_BYTES);
        SharedMemoryLink _ =
            SharedMemoryLink.sender(folder, "job", "a_b", "c_d-e", LONG, SLOT_BYTES);
        SharedMemoryLink _ =
            SharedMemoryLink.sender(folder, "job2", "a/b", "c d-e", LONG, SLOT_BYTES)) {
      assertThat(files()).hasSize(3);
    }
  }

  @Test
  void shouldSayThatTheFolderIsMissing() {
    assertThatThrownBy(() -> link(folder.resolve("none"), true, SLOT_BYTES))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("source -> target")
        .hasMessageContaining("cannot share memory");
  }

  @Test
  void shouldSayThatTheMemoryIsTooSmall() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString())
                .start()
                .waitFor()
            == 0;
    assumeTrue(mounted, "SKIPPED: mounting a small file system needs root");
    try (SharedMemoryLink sending = link(disk, true, 1 << 20);
        SharedMemoryLink receiving = link(disk, false, 1 << 20)) {
      hand(sending, receiving, 0, 8 << 10);
      hand(sending, receiving, 1, 64 << 10);
      sending.sender().awaitReady(2);
      assertThatThrownBy(() -> sending.sender().transfer(1 << 20))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("epoch 2: no memory for 1048576 bytes, 0 of 1 MB of " + disk)
          .hasMessageContaining("No space left on device");
      receiving.abort("as a run would");
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  @Test
  void shouldLeaveTheSegmentsOfLivingProcessesAlone() throws IOException {
    try (SharedMemoryLink _ = sending(LONG)) {
      Path unfinished = folder.resolve("fimbria.job.a-b~" + ProcessId.own());
      Files.createFile(unfinished);
      Files.createFile(folder.resolve("fimbria.other"));
      assertThat(SharedMemory.cleanLeftovers(folder)).isEmpty();
      assertThat(files()).hasSize(3);
    }
  }

  @Test
  void shouldTellAProcessFromALaterOneOfTheSameNumber() {
    ProcessId own = ProcessId.own();
    assertThat(own.hasEnded()).isFalse();
    assertThat(ProcessId.parse(own.toString())).isEqualTo(own);
    assertThat(new ProcessId(own.pid(), own.start() - 1, own.namespace()).hasEnded()).isTrue();
    assertThat(new ProcessId(own.pid(), own.start() - 1, own.namespace() + 1).hasEnded())
        .as("another container's numbers say nothing")
        .isFalse();
  }

  private SharedMemoryLink sending(Duration timeout) {
    return SharedMemoryLink.sender(folder, "job", "source", "target", timeout, SLOT_BYTES);
  }

  private SharedMemoryLink receiving(Duration timeout) {
    return SharedMemoryLink.receiver(folder, "job", "source", "target", timeout, SLOT_BYTES);
  }

  private static SharedMemoryLink link(Path folder, boolean sends, long slotBytes) {
    return sends
        ? SharedMemoryLink.sender(folder, "job", "source", "target", LONG, slotBytes)
        : SharedMemoryLink.receiver(folder, "job", "source", "target", LONG, slotBytes);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void truncate(Path file, long bytes) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(bytes);
    }
  }

  private static long usedBytes() throws IOException {
    var store = Files.getFileStore(SharedMemory.FOLDER);
    return store.getTotalSpace() - store.getUnallocatedSpace();
  }

  private static void hand(Link sending, Link receiving, long epoch, long words) {
    give(sending.sender(), epoch, words);
    take(receiving.receiver(), epoch, words);
  }

  private static void give(Link.Sender sender, long epoch, long words) {
    sender.awaitReady(epoch);
    var memory = sender.transfer(words * Long.BYTES);
    for (long i = 0; i < words; i++) {
      memory.setAtIndex(ValueLayout.JAVA_LONG, i, epoch + i);
    }
    sender.endTransfer(words * Long.BYTES);
  }

  private static void take(Link.Receiver receiver, long epoch, long words) {
    receiver.awaitReady(epoch);
    assertThat(receiver.bytes()).isEqualTo(words * Long.BYTES);
    var memory = receiver.transfer();
    for (long i = 0; i < words; i++) {
      if (memory.getAtIndex(ValueLayout.JAVA_LONG, i) != epoch + i) {
        throw new AssertionError("epoch %d came damaged".formatted(epoch));
      }
    }
    receiver.endTransfer();
  }
}
