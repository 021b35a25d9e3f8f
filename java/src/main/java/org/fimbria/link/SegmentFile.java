package org.fimbria.link;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * One process's hold on a segment: a file in memory that two processes map and that loses its name
 * once both have.
 *
 * <p>Whoever comes first makes it. It gets its name when its header is complete, at once and only
 * if nobody else has it; until then it carries its maker's identity as a suffix. So every file that
 * a killed process leaves tells whose it was.
 */
final class SegmentFile implements AutoCloseable {
  static final String PREFIX = "fimbria.";
  static final char UNFINISHED = '~';

  private static final long PAUSE_NANOS = 1_000_000;
  private static final Set<StandardOpenOption> OPEN =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final Set<StandardOpenOption> MAKE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  private static final int ZEROS_BYTES = 1 << 16;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(ZEROS_BYTES);

  private final Path path;
  private final boolean made;
  private final FileChannel channel;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final SegmentHeader header;

  private SegmentFile(Path path, boolean made, FileChannel channel, long bytes) throws IOException {
    this.path = path;
    this.made = made;
    this.channel = channel;
    memory = map(0, bytes);
    header = new SegmentHeader(memory);
  }

  /**
   * Joins the segment that the other process has made, or makes it.
   *
   * @param sends whether this process is the sender
   * @param slotBytes size of a slot, if it makes it
   * @param timeoutNanos how long it may wait for an earlier pair's segment of this name to go
   */
  static SegmentFile open(
      Path folder, String job, LinkName name, boolean sends, long slotBytes, long timeoutNanos) {
    Path path = folder.resolve(fileName(job, name));
    long deadline = System.nanoTime() + timeoutNanos;
    try {
      while (true) {
        SegmentFile file = join(path, name, sends);
        file = file == null ? make(path, name, sends, slotBytes) : file;
        if (file != null) {
          return file;
        }
        if (System.nanoTime() > deadline) {
          throw name.failure(path + " is in use by others", 0);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      throw name.failure("cannot share memory: " + e, 0, e);
    }
  }

  private static String fileName(String job, LinkName name) {
    return PREFIX + encode(job) + "." + encode(name.source()) + "-" + encode(name.target());
  }

  /** Different names stay different, and none has a '~'. */
  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static SegmentFile join(Path path, LinkName name, boolean sends) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, OPEN);
    } catch (NoSuchFileException _) {
      return null;
    }
    long bytes = channel.size();
    if (bytes < SegmentHeader.BYTES) {
      channel.close();
      throw name.failure(path + " is damaged", 0);
    }
    SegmentFile file = new SegmentFile(path, false, channel, bytes);
    if (file.join(name, sends)) {
      return file;
    }
    file.close();
    return null;
  }

  private boolean join(LinkName name, boolean sends) throws IOException {
    ProcessId maker = header.maker();
    String refusal = header.reasonToRefuse(name, !sends, memory.byteSize());
    if (header.isSegment() && maker.hasEnded()) {
      Files.deleteIfExists(path);
      if (refusal == null) {
        close();
        throw name.failure("process %d has ended".formatted(maker.pid()), 0);
      }
      return false;
    }
    if (refusal != null) {
      close();
      throw name.failure(path + " " + refusal, 0);
    }
    header.setJoined();
    if (!Files.deleteIfExists(path)) {
      return false; // Its maker has just closed it, or another process was faster.
    }
    header.setUnnamed();
    return true;
  }

  /** Null if somebody else was faster. */
  private static SegmentFile make(Path path, LinkName name, boolean sends, long slotBytes)
      throws IOException {
    Path unfinished =
        path.resolveSibling(path.getFileName().toString() + UNFINISHED + ProcessId.own());
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              unfinished,
              MAKE,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      return null;
    }
    try {
      ByteBuffer page = ByteBuffer.allocateDirect((int) SegmentHeader.BYTES);
      SegmentHeader content = new SegmentHeader(MemorySegment.ofBuffer(page));
      content.make(name, sends, slotBytes);
      channel.write(page, 0);
      SegmentFile file = new SegmentFile(path, true, channel, content.fileBytes());
      try {
        Files.createLink(path, unfinished);
        return file;
      } catch (FileAlreadyExistsException _) {
        file.closeMemory();
        return null;
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  SegmentHeader header() {
    return header;
  }

  MemorySegment memory() {
    return memory;
  }

  /** Maps a range of the file, which grows if need be. */
  MemorySegment map(long offset, long bytes) throws IOException {
    return channel.map(MapMode.READ_WRITE, offset, bytes, arena);
  }

  /**
   * Takes memory for a range: without it a full file system would show when the range is written,
   * by a signal that ends the process.
   */
  void reserve(long offset, long bytes) throws IOException {
    for (long done = 0; done < bytes; ) {
      int length = (int) Math.min(bytes - done, ZEROS_BYTES);
      done += channel.write(ZEROS.slice(0, length), offset + done);
    }
  }

  /** How much memory there is, for a text. */
  String room() {
    try {
      var store = Files.getFileStore(path.getParent());
      return "%d of %d MB of %s are free"
          .formatted(store.getUsableSpace() >> 20, store.getTotalSpace() >> 20, path.getParent());
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The other process; null as long as nobody has joined. */
  ProcessId peer() {
    if (!made) {
      return header.maker();
    }
    return header.isJoined() ? header.joiner() : null;
  }

  /** Whether nobody can join any more; who joins says so before it takes the name. */
  boolean isRemoved() {
    return made && !Files.exists(path) && !header.isJoined();
  }

  Path path() {
    return path;
  }

  /** Frees the memory, and the file unless the other process has done so. */
  @Override
  public void close() throws IOException {
    if (made && !isUnnamed()) {
      Files.deleteIfExists(path);
    }
    closeMemory();
  }

  private boolean isUnnamed() {
    try {
      return header.isUnnamed();
    } catch (InternalError _) {
      return false; // Truncated by somebody: of use to nobody.
    }
  }

  private void closeMemory() throws IOException {
    if (arena.scope().isAlive()) {
      arena.close();
    }
    channel.close();
  }
}
