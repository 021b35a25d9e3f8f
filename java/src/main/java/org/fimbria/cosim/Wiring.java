package org.fimbria.cosim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fimbria.experiment.Experiment.Transport;
import org.fimbria.link.InProcessLink;
import org.fimbria.link.Link;
import org.fimbria.link.SharedMemoryLink;
import org.fimbria.ranks.Ranks;

/**
 * Makes the links of a process: in memory between its own modules, through shared memory for spikes
 * between processes of a node, by messages of the ranks elsewhere. All processes join the same
 * modules in the same order.
 */
final class Wiring implements AutoCloseable {
  /** What a link carries: a few numbers, or as much as there is. */
  enum Content {
    RATES,
    SPIKES
  }

  /** The ends of a link that this process has; an end that it does not have is null. */
  record Ends(Link.Sender sender, Link.Receiver receiver) {}

  private static final String SHARED_MEMORY = "shared memory";

  /** Of one epoch; links grow where it is more. */
  private static final long USUAL_BYTES = 1 << 20;

  private final Deployment deployment;
  private final RunControl control;
  private final Duration timeout;
  private final List<Link> links = new ArrayList<>();
  private final Map<String, String> transports = new LinkedHashMap<>();
  private int joined;

  Wiring(Deployment deployment, RunControl control, Duration timeout) {
    this.deployment = deployment;
    this.control = control;
    this.timeout = timeout;
    deployment.ranks().ifPresent(ranks -> control.onFailure(ranks::abort));
  }

  /**
   * Joins two modules.
   *
   * @param region that the link is about
   */
  Ends join(Module source, Module target, String region, Content content) {
    int number = joined++;
    String from = source.name(deployment, region);
    String to = target.name(deployment, region);
    if (source.rank == target.rank) {
      return deployment.isHere(source.rank)
          ? ends(add(new InProcessLink(from, to, timeout)))
          : new Ends(null, null);
    }
    String transport = transport(source.rank, target.rank, content);
    transports.putIfAbsent(
        "%s -> %s".formatted(source.name(deployment, ""), target.name(deployment, "")), transport);
    if (deployment.isHere(source.rank)) {
      return new Ends(sender(transport, target.rank, number, from, to), null);
    }
    return deployment.isHere(target.rank)
        ? new Ends(null, receiver(transport, source.rank, number, from, to))
        : new Ends(null, null);
  }

  /** A module and its rank; those of the transfer directions have a part for each region. */
  record Module(String module, int rank, boolean perRegion) {
    private String name(Deployment deployment, String region) {
      String part = perRegion && !region.isEmpty() ? module + "." + region : module;
      return deployment.nameOf(part, rank);
    }
  }

  /** A link to a recorder of this process. */
  Link recording(String source) {
    return add(InProcessLink.deferred(source, "record." + source, timeout));
  }

  /** How modules of different ranks meet, by pair. */
  Map<String, String> transports() {
    return Collections.unmodifiableMap(transports);
  }

  private String transport(int source, int target, Content content) {
    boolean shared =
        content == Content.SPIKES
            && deployment.transport() == Transport.AUTO
            && deployment.onOneNode(source, target);
    return shared ? SHARED_MEMORY : deployment.ranks().orElseThrow().library();
  }

  private Link.Sender sender(String transport, int target, int number, String from, String to) {
    Ranks ranks = deployment.ranks().orElseThrow();
    return transport.equals(SHARED_MEMORY)
        ? add(SharedMemoryLink.sender(deployment.job(), from, to, timeout, USUAL_BYTES)).sender()
        : ranks.sender(target, number, from, to, timeout);
  }

  private Link.Receiver receiver(String transport, int source, int number, String from, String to) {
    Ranks ranks = deployment.ranks().orElseThrow();
    return transport.equals(SHARED_MEMORY)
        ? add(SharedMemoryLink.receiver(deployment.job(), from, to, timeout, USUAL_BYTES))
            .receiver()
        : ranks.receiver(source, number, from, to, timeout);
  }

  private static Ends ends(Link link) {
    return new Ends(link.sender(), link.receiver());
  }

  private Link add(Link link) {
    links.add(link);
    control.onFailure(link::abort);
    return link;
  }

  @Override
  public void close() {
    links.forEach(Link::close);
  }
}
