package org.fimbria.mpi;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import mpi.Comm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import org.fimbria.link.Link;
import org.fimbria.link.LinkName;
import org.fimbria.ranks.RankException;
import org.fimbria.ranks.Ranks;

/**
 * The ranks of an Open MPI communicator. Three duplicates of it keep apart what meets collectively,
 * messages of control, and links.
 *
 * <p>After {@link #abort}, {@link #close} gives the others a second to end MPI together; whoever
 * leaves without them is a failed rank to {@code mpirun}, which then ends the job.
 */
public final class MpiRanks implements Ranks {
  /** Programs of one job (MPMD) that are not Fimbria's, or another run's, have another colour. */
  private static final String COLOUR = "FIMBRIA_COLOUR";

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final MpiThread thread;
  private final Abortion abortion = new Abortion();
  private final Duration timeout;
  private final boolean endsMpi;
  private final Intracomm own;
  private final Intracomm control;
  private final Intracomm links;
  private final int rank;
  private final int count;
  private final Gathering gathering;
  private final Mailbox mailbox;
  private final List<Place> places;

  /** What links send and receive; freed when MPI no longer does, or by the end of the process. */
  private final Arena arena = Arena.ofShared();

  private final List<MpiReceiver> receivers = new CopyOnWriteArrayList<>();
  private boolean closed;

  /**
   * The ranks of a communicator that a program which embeds Fimbria hands in; it has started MPI
   * with MPI_THREAD_MULTIPLE and ends it. Collective among the communicator's ranks.
   *
   * @param timeout longest wait for the others, here and in each collective method
   */
  public MpiRanks(Intracomm communicator, Duration timeout) {
    this(new MpiThread(timeout), communicator, timeout, false);
  }

  private MpiRanks(MpiThread thread, Intracomm communicator, Duration timeout, boolean endsMpi) {
    this.thread = thread;
    this.timeout = timeout;
    this.endsMpi = endsMpi;
    own = duplicate(communicator);
    control = duplicate(communicator);
    links = duplicate(communicator);
    rank = MpiErrors.call("rank", own::getRank);
    count = MpiErrors.call("number of ranks", own::getSize);
    gathering = new Gathering(own, count, timeout, abortion);
    mailbox = new Mailbox(control);
    places = NodeMap.of(allGather(NodeMap.mine(MpiErrors.call("host", MPI::getProcessorName))));
  }

  /** Starts MPI and connects the ranks of this process's colour. */
  static MpiRanks connect(Duration timeout) {
    MpiThread thread = new MpiThread(timeout);
    return new MpiRanks(thread, thread.call("starting MPI", MpiRanks::start), timeout, true);
  }

  private static Intracomm start() throws MPIException {
    int provided = MPI.InitThread(new String[0], MPI.THREAD_MULTIPLE);
    if (provided < MPI.THREAD_MULTIPLE) {
      throw new RankException("this Open MPI was built without MPI_THREAD_MULTIPLE");
    }
    MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
    return MPI.COMM_WORLD.split(colour(), MPI.COMM_WORLD.getRank());
  }

  private static int colour() {
    String text = System.getenv().getOrDefault(COLOUR, "0");
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new RankException(COLOUR + ": " + text + " is not a number from 0", e);
    }
  }

  private Intracomm duplicate(Intracomm communicator) {
    return thread.call(
        "duplicating the communicator",
        () -> {
          Intracomm copy = communicator.dup();
          copy.setErrhandler(MPI.ERRORS_RETURN);
          return copy;
        });
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public List<Place> places() {
    return places;
  }

  @Override
  public List<byte[]> allGather(byte[] mine) {
    return gathering.all(mine);
  }

  @Override
  public void send(int target, byte[] content) {
    mailbox.send(target, content);
  }

  @Override
  public Optional<Message> receive() {
    return mailbox.receive();
  }

  @Override
  public Link.Sender sender(
      int targetRank, int number, String source, String target, Duration timeout) {
    return new MpiSender(
        channel(targetRank, number), new LinkName(source, target), timeout, abortion);
  }

  @Override
  public Link.Receiver receiver(
      int sourceRank, int number, String source, String target, Duration timeout) {
    MpiReceiver receiver =
        new MpiReceiver(
            channel(sourceRank, number), new LinkName(source, target), timeout, abortion);
    receivers.add(receiver);
    return receiver;
  }

  private Channel channel(int peer, int number) {
    return new Channel(links, peer, number, arena);
  }

  @Override
  public void abort(String reason) {
    abortion.because(reason);
  }

  @Override
  public String library() {
    return new MpiProvider().library();
  }

  @Override
  public long communicator(List<Integer> members) {
    return thread.call(
        "communicator of ranks " + members,
        () -> {
          int place = members.indexOf(rank);
          Intracomm some = own.split(place < 0 ? MPI.UNDEFINED : 0, Math.max(place, 0));
          return some.isNull() ? 0 : Handle.of(some);
        });
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    long deadline = System.nanoTime() + longestEnd().toNanos();
    try {
      awaitSent(deadline);
      thread.call("ending MPI", Duration.ofNanos(deadline - System.nanoTime()), this::end);
    } catch (RankException e) {
      if (abortion.reason() == null) {
        throw e;
      }
    } finally {
      thread.close();
    }
  }

  private Duration longestEnd() {
    return abortion.reason() == null ? timeout : AFTER_FAILURE;
  }

  private void awaitSent(long deadline) {
    Patience patience = new Patience();
    patience.begin();
    while (!mailbox.isEmpty()) {
      patience.pause();
      if (System.nanoTime() > deadline) {
        throw new RankException("a message has not been received by its rank");
      }
    }
  }

  private Void end() throws MPIException {
    for (MpiReceiver receiver : receivers) {
      receiver.cancel();
    }
    if (endsMpi) {
      MPI.Finalize();
    } else {
      links.free();
      control.free();
      own.free();
    }
    arena.close();
    return null;
  }

  /** Open MPI's own handle of a communicator, for C; its Java bindings keep it to themselves. */
  private static final class Handle {
    private static final VarHandle HANDLE = find();

    static long of(Comm communicator) {
      return (long) HANDLE.get(communicator);
    }

    private static VarHandle find() {
      try {
        return MethodHandles.privateLookupIn(Comm.class, MethodHandles.lookup())
            .findVarHandle(Comm.class, "handle", long.class);
      } catch (ReflectiveOperationException e) {
        throw new RankException("Open MPI's Java bindings have no handle to give to C", e);
      }
    }
  }
}
