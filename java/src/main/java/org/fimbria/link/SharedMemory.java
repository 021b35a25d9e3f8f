package org.fimbria.link;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The folder of the segments, whose files live in memory. */
public final class SharedMemory {
  static final Path FOLDER = Path.of("/dev/shm");

  private SharedMemory() {}

  /**
   * Removes the segments whose makers have ended: what killed processes leave. Those of processes
   * that live, of other users and of other containers stay.
   *
   * @return what was removed
   */
  public static List<Path> cleanLeftovers() {
    return cleanLeftovers(FOLDER);
  }

  static List<Path> cleanLeftovers(Path folder) {
    List<Path> removed = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, SegmentFile.PREFIX + "*")) {
      for (Path file : files) {
        if (hasLostItsMaker(file) && Files.deleteIfExists(file)) {
          removed.add(file);
        }
      }
    } catch (IOException _) {
      return removed; // No such folder, or it is not ours to clean.
    }
    return removed;
  }

  private static boolean hasLostItsMaker(Path file) {
    String name = file.getFileName().toString();
    int suffix = name.indexOf(SegmentFile.UNFINISHED);
    ProcessId maker = suffix < 0 ? readMaker(file) : ProcessId.parse(name.substring(suffix + 1));
    return maker != null && maker.hasEnded();
  }

  /** Null where there is none: not ours, or gone meanwhile. */
  private static ProcessId readMaker(Path file) {
    ByteBuffer page = ByteBuffer.allocateDirect((int) SegmentHeader.BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.read(page, 0) < page.capacity()) {
        return null;
      }
    } catch (IOException _) {
      return null;
    }
    page.rewind();
    SegmentHeader header = new SegmentHeader(MemorySegment.ofBuffer(page));
    return header.isSegment() ? header.maker() : null;
  }
}
