package org.fimbria.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fimbria.link.ProcessId;
import org.fimbria.ranks.Board.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardNativeTest {
  @TempDir Path folder;

  @Test
  void shouldShowWhatAnotherOneWrote() throws Exception {
    Path file = folder.resolve("board");
    try (Board writer = Board.open(file, 3);
        Board reader = Board.existing(file).orElseThrow()) {
      assertThat(reader.ranks()).isEqualTo(3);
      assertThat(reader.state(1)).isEqualTo(State.ABSENT);
      writer.begin(1, own(), "4711");
      writer.run(1, "spiking");
      writer.setEpoch(1, 17);
      assertThat(reader.job()).isEqualTo("4711");
      assertThat(reader.process(1)).isEqualTo(own());
      assertThat(reader.modules(1)).isEqualTo("spiking");
      assertThat(reader.epoch(1)).isEqualTo(17);
      writer.end(1, 143, "ü".repeat(1000));
      assertThat(reader.state(1)).isEqualTo(State.ENDED);
      assertThat(reader.exitCode(1)).isEqualTo(143);
      assertThat(reader.reason(1)).matches("ü{300,383}");
    }
  }

  @Test
  void shouldTellALostRankFromOneThatHasEnded() throws Exception {
    Process process = new ProcessBuilder("sleep", "1000").start();
    ProcessId id = ProcessId.of(process.pid());
    try (Board board = Board.open(folder.resolve("board"), 3)) {
      board.begin(0, id, "1");
      board.begin(1, id, "1");
      board.end(1, 0, "");
      assertThat(board.isLost(0)).isFalse();
      process.destroyForcibly().waitFor();
      assertThat(board.isLost(0)).isTrue();
      assertThat(board.isLost(1)).isFalse();
      assertThat(board.isLost(2)).isFalse();
    }
  }

  @Test
  void shouldBeAbandonedWhenNobodyOnItLives() throws Exception {
    Process process = new ProcessBuilder("sleep", "1000").start();
    try (Board board = Board.open(folder.resolve("board"), 2)) {
      assertThat(board.isAbandoned()).as("nobody has come yet").isFalse();
      board.begin(0, ProcessId.of(process.pid()), "1");
      process.destroyForcibly().waitFor();
      assertThat(board.isAbandoned()).isTrue();
      board.setLauncher(own());
      assertThat(board.isAbandoned()).isFalse();
    }
  }

  @Test
  void shouldBeDeletedByTheLastRank() throws Exception {
    Path file = folder.resolve("board");
    try (Board board = Board.open(file, 2)) {
      board.begin(0, own(), "1");
      board.begin(1, own(), "1");
      board.end(0, 0, "");
      board.deleteIfLast();
      assertThat(file).exists();
      board.end(1, 0, "");
      board.deleteIfLast();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void shouldNotTakeAnotherFileForABoard() throws Exception {
    Path file = Files.write(folder.resolve("other"), new byte[4096]);
    assertThat(Board.existing(file)).isEmpty();
    assertThat(Board.existing(Files.createFile(folder.resolve("empty")))).isEmpty();
  }

  private static ProcessId own() {
    return ProcessId.own();
  }
}
