package org.fimbria.ranks;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.fimbria.link.ProcessId;

/**
 * What the ranks of a run say of themselves on a node, kept in shared memory, so that those who
 * survive a rank can tell what it was and how far it came.
 *
 * <p>Each rank writes its own slot and reads the others'. The file has a slot for every rank of the
 * run, but memory only for those of the node, since nobody writes the others. Whoever comes first
 * makes it, and the last one deletes it; what {@code kill -9} leaves is found by the process ids in
 * it ({@link #isAbandoned}).
 */
public final class Board implements AutoCloseable {
  /** How far a rank has come. */
  public enum State {
    /** Not seen on this node. */
    ABSENT,
    STARTED,
    /** Connected with the others. */
    RUNNING,
    /** Ended in order; exit code and reason count. */
    ENDED
  }

  /** In the environment of ranks: the file, where the launcher has made it. */
  public static final String ENVIRONMENT = "FIMBRIA_BOARD";

  /** How the files' names begin. */
  public static final String PREFIX = "fimbria.board.";

  private static final Path FOLDER = Path.of("/dev/shm");
  private static final long MAGIC = 0x4452414f424d4946L;
  private static final long HEADER_BYTES = 256;
  private static final long LAUNCHER = 8;
  private static final long STARTER = 32;
  private static final long JOB = 64;
  private static final int JOB_BYTES = 128;

  private static final long SLOT_BYTES = 1024;
  private static final long PID = 0;
  private static final long START = 8;
  private static final long NAMESPACE = 16;
  private static final long EPOCH = 24;
  private static final long STATE = 32;
  private static final long EXIT_CODE = 36;
  private static final long MODULES = 40;
  private static final int MODULES_BYTES = 216;
  private static final long REASON = 256;
  private static final int REASON_BYTES = 768;

  private static final VarHandle LONG = JAVA_LONG.varHandle();
  private static final VarHandle INT = JAVA_INT.varHandle();

  private final Path file;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;

  private Board(Path file, FileChannel channel, long bytes) throws IOException {
    this.file = file;
    memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
  }

  /** Where the board of a job is on each of its nodes. */
  public static Path fileOf(String job) {
    return FOLDER.resolve(PREFIX + job.replaceAll("[^A-Za-z0-9.-]", "_"));
  }

  /** Opens the board of a run of so many ranks; the first one to come makes it. */
  public static Board open(Path file, int ranks) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      Board board = new Board(file, channel, HEADER_BYTES + ranks * SLOT_BYTES);
      LONG.setVolatile(board.memory, 0L, MAGIC);
      return board;
    }
  }

  /** The board that some run has left, or has in use; empty if it is none. */
  public static Optional<Board> existing(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.size() < HEADER_BYTES) {
        return Optional.empty();
      }
      Board board = new Board(file, channel, channel.size());
      if (board.memory.get(JAVA_LONG, 0) == MAGIC) {
        return Optional.of(board);
      }
      board.close();
      return Optional.empty();
    }
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** Number of ranks that it has room for. */
  public int ranks() {
    return (int) ((memory.byteSize() - HEADER_BYTES) / SLOT_BYTES);
  }

  /** The launcher of the run, if it is on this node. */
  public ProcessId launcher() {
    return id(LAUNCHER);
  }

  /** Says who the launcher is. */
  public void setLauncher(ProcessId launcher) {
    setId(LAUNCHER, launcher);
  }

  /** What the launcher has started to start the ranks. */
  public ProcessId starter() {
    return id(STARTER);
  }

  /** Says what starts the ranks. */
  public void setStarter(ProcessId starter) {
    setId(STARTER, starter);
  }

  /** The job's name in Open MPI; empty until a rank has told it. */
  public String job() {
    return memory.getString(JOB);
  }

  /** A rank's process begins. */
  public void begin(int rank, ProcessId process, String job) {
    setText(JOB, JOB_BYTES, job);
    setId(slot(rank) + PID, process);
    setState(rank, State.STARTED);
  }

  /** The rank is connected with the others and has these modules. */
  public void run(int rank, String modules) {
    setText(slot(rank) + MODULES, MODULES_BYTES, modules);
    setState(rank, State.RUNNING);
  }

  /** The epoch that the rank is in. */
  public void setEpoch(int rank, long epoch) {
    LONG.setOpaque(memory, slot(rank) + EPOCH, epoch);
  }

  /** The rank ends in order. */
  public void end(int rank, int exitCode, String reason) {
    setText(slot(rank) + REASON, REASON_BYTES, reason);
    memory.set(JAVA_INT, slot(rank) + EXIT_CODE, exitCode);
    setState(rank, State.ENDED);
  }

  /** A rank's process. */
  public ProcessId process(int rank) {
    return id(slot(rank) + PID);
  }

  /** How far a rank has come. */
  public State state(int rank) {
    return State.values()[(int) INT.getVolatile(memory, slot(rank) + STATE)];
  }

  /** The epoch that a rank has told last. */
  public long epoch(int rank) {
    return (long) LONG.getOpaque(memory, slot(rank) + EPOCH);
  }

  /** Its modules; empty before it runs. */
  public String modules(int rank) {
    return memory.getString(slot(rank) + MODULES);
  }

  /** Exit code of a rank that has ended. */
  public int exitCode(int rank) {
    return memory.get(JAVA_INT, slot(rank) + EXIT_CODE);
  }

  /** Why a rank that has ended failed; empty if it did not. */
  public String reason(int rank) {
    return memory.getString(slot(rank) + REASON);
  }

  /** Whether a rank was seen, did not end in order, and is no more. */
  public boolean isLost(int rank) {
    State state = state(rank);
    return (state == State.STARTED || state == State.RUNNING)
        && !process(rank).isAlive()
        && state(rank) != State.ENDED;
  }

  /** Whether somebody wrote its name on it, and none of those lives. */
  public boolean isAbandoned() {
    ProcessId[] all =
        IntStream.range(-2, ranks())
            .mapToObj(i -> i == -2 ? launcher() : i == -1 ? starter() : process(i))
            .filter(id -> !id.equals(ProcessId.NONE))
            .toArray(ProcessId[]::new);
    return all.length > 0 && Arrays.stream(all).noneMatch(ProcessId::isAlive);
  }

  /** Deletes the file if no rank of this node needs it any more. */
  public void deleteIfLast() throws IOException {
    boolean last =
        IntStream.range(0, ranks())
            .allMatch(rank -> {
              State state = state(rank);
              return state == State.ABSENT || state == State.ENDED || isLost(rank);
            });
    if (last) {
      Files.deleteIfExists(file);
    }
  }

  /** Takes the memory away; the file stays. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private long slot(int rank) {
    return HEADER_BYTES + rank * SLOT_BYTES;
  }

  private void setState(int rank, State state) {
    INT.setVolatile(memory, slot(rank) + STATE, state.ordinal());
  }

  private ProcessId id(long offset) {
    long pid = (long) LONG.getVolatile(memory, offset + PID);
    return pid == 0
        ? ProcessId.NONE
        : new ProcessId(
            pid, memory.get(JAVA_LONG, offset + START), memory.get(JAVA_LONG, offset + NAMESPACE));
  }

  private void setId(long offset, ProcessId id) {
    memory.set(JAVA_LONG, offset + START, id.start());
    memory.set(JAVA_LONG, offset + NAMESPACE, id.namespace());
    LONG.setVolatile(memory, offset + PID, id.pid());
  }

  /** Texts are shortened to fit. */
  private void setText(long offset, int bytes, String text) {
    String fitting = text;
    while (fitting.getBytes(StandardCharsets.UTF_8).length >= bytes) {
      fitting = fitting.substring(0, fitting.length() * 9 / 10);
    }
    memory.setString(offset, fitting);
  }
}
