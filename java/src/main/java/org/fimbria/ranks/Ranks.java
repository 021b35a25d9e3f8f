package org.fimbria.ranks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fimbria.link.Link;

/**
 * The processes that share a run, found when they start: Open MPI's, numbered from 0.
 *
 * <p>"Collective" methods are called by all ranks in the same order, before the first epoch; they
 * wait for the others at most for the time that the ranks were made with. {@link #send} and {@link
 * #receive} are for control and may be called by any one thread at any time. Failures are {@link
 * RankException}s with the library's own text.
 */
public interface Ranks extends AutoCloseable {
  /** Where a rank runs: node, numbered by its first rank, name of the host, process id there. */
  record Place(int node, String host, long pid) {}

  /** A control message and its sender. */
  record Message(int source, byte[] content) {}

  /** This process's rank. */
  int rank();

  /** Number of ranks. */
  int count();

  /** The place of every rank. */
  List<Place> places();

  /** Collective: what every rank gives, by rank. */
  List<byte[]> allGather(byte[] mine);

  /** Sends a control message without waiting for anybody. */
  void send(int target, byte[] content);

  /** The next control message that has arrived, if any; messages of one rank come in order. */
  Optional<Message> receive();

  /**
   * Half of a link between two ranks by messages; the other rank makes the other half with the same
   * number.
   *
   * @param number of the link, unique among those of a pair of ranks, 0 to 9999
   * @param source name of the sending module
   * @param target name of the receiving module
   * @param timeout longest wait
   */
  Link.Sender sender(int targetRank, int number, String source, String target, Duration timeout);

  /** The other half, in the receiving rank. */
  Link.Receiver receiver(
      int sourceRank, int number, String source, String target, Duration timeout);

  /**
   * Ends every present and future wait of this process's halves of links with this reason; called
   * by any thread when the run fails.
   */
  void abort(String reason);

  /** What connects the ranks, with its version. */
  String library();

  /**
   * Collective: a communicator of some ranks for native code, as Open MPI's own handle; 0 in ranks
   * that are not among them.
   */
  long communicator(List<Integer> members);

  /** Ends the ranks' connection in order; collective. */
  @Override
  void close();
}
