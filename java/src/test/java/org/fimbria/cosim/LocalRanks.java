package org.fimbria.cosim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.fimbria.link.InProcessLink;
import org.fimbria.link.Link;
import org.fimbria.ranks.Ranks;

/**
 * Ranks that are threads of the test: what a run does over ranks, without a library that connects
 * processes. All but the first share a node.
 */
final class LocalRanks implements Ranks {
  /** What the ranks share. */
  private static final class Board {
    private final List<Queue<Message>> mail = new ArrayList<>();
    private final Map<Integer, Link> links = new ConcurrentHashMap<>();
  }

  private final Board board;
  private final int rank;

  private LocalRanks(Board board, int rank) {
    this.board = board;
    this.rank = rank;
  }

  static List<LocalRanks> make(int count) {
    Board board = new Board();
    IntStream.range(0, count).forEach(_ -> board.mail.add(new ConcurrentLinkedQueue<>()));
    return IntStream.range(0, count).mapToObj(rank -> new LocalRanks(board, rank)).toList();
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int count() {
    return board.mail.size();
  }

  @Override
  public List<Place> places() {
    return IntStream.range(0, count())
        .mapToObj(each -> new Place(Math.min(each, 1), "node" + Math.min(each, 1), 1000 + each))
        .toList();
  }

  @Override
  public List<byte[]> allGather(byte[] mine) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void send(int target, byte[] content) {
    board.mail.get(target).add(new Message(rank, content));
  }

  @Override
  public Optional<Message> receive() {
    return Optional.ofNullable(board.mail.get(rank).poll());
  }

  private Link link(int number, String source, String target, Duration timeout) {
    return board.links.computeIfAbsent(number, _ -> new InProcessLink(source, target, timeout));
  }

  @Override
  public Link.Sender sender(
      int targetRank, int number, String source, String target, Duration timeout) {
    return link(number, source, target, timeout).sender();
  }

  @Override
  public Link.Receiver receiver(
      int sourceRank, int number, String source, String target, Duration timeout) {
    return link(number, source, target, timeout).receiver();
  }

  @Override
  public void abort(String reason) {
    board.links.values().forEach(link -> link.abort(reason));
  }

  @Override
  public String library() {
    return "threads";
  }

  @Override
  public long communicator(List<Integer> members) {
    throw new UnsupportedOperationException("one spiking rank needs none");
  }

  @Override
  public void close() {}
}
