package org.fimbria.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fimbria.ranks.Board;

/**
 * What jobs leave behind when they, and mpirun with them, are killed: boards, Open MPI's segments
 * of shared memory and its folder of the session. Only what is known to have no process any more is
 * deleted; run directories stay.
 */
final class Leftovers {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private Leftovers() {}

  /** Deletes what jobs before this one have left on this node. */
  static void clean() {
    each(
        SHARED_MEMORY,
        Board.PREFIX + "*",
        file -> {
          Optional<Board> board = Board.existing(file);
          if (board.isPresent()) {
            try (Board left = board.get()) {
              if (left.isAbandoned()) {
                cleanJob(left);
              }
            }
          }
        });
  }

  /** Deletes what a job has left on this node; none of its processes is alive. */
  static void cleanJob(Board board) {
    try {
      Files.deleteIfExists(board.file());
    } catch (IOException e) {
      // Another one was faster, or it is another user's.
      return;
    }
    String job = board.job();
    if (job.matches("\\d+")) {
      // Segments are named by host, user, job in hexadecimal and rank.
      each(
          SHARED_MEMORY,
          "vader_segment.*.%x.*".formatted(Long.parseLong(job)),
          Files::deleteIfExists);
    }
    long mpirun = board.starter().pid();
    if (mpirun != 0) {
      each(temporaryFolder(), "ompi.*", user -> each(user, "pid." + mpirun, FileTree::delete));
    }
  }

  /** As Open MPI finds it. */
  private static Path temporaryFolder() {
    for (String name : new String[] {"OMPI_MCA_orte_tmpdir_base", "TMPDIR", "TEMP", "TMP"}) {
      String value = System.getenv(name);
      if (value != null) {
        return Path.of(value);
      }
    }
    return Path.of(File.separator, "tmp");
  }

  private interface Action {
    void on(Path file) throws IOException;
  }

  /** What cannot be deleted belongs to others. */
  private static void each(Path folder, String glob, Action action) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      for (Path file : files) {
        try {
          action.on(file);
        } catch (IOException e) {
          continue;
        }
      }
    } catch (IOException e) {
      return;
    }
  }
}
