package org.fimbria.cosim;

import java.util.Optional;
import org.fimbria.experiment.Experiment.Transport;
import org.fimbria.ranks.Ranks;

/**
 * This process among those of its run.
 *
 * @param rank of this process
 * @param ranks empty where there is one process only
 * @param job name of the run, which no other run of these machines has
 * @param communicator of the network's ranks for native code, 0 elsewhere
 */
public record Deployment(
    Placement placement,
    int rank,
    Optional<Ranks> ranks,
    Transport transport,
    String job,
    long communicator) {

  /** Everything in this process. */
  static Deployment single(CoSimulationPlan plan) {
    boolean network = !plan.network().regions().isEmpty();
    return new Deployment(Placement.single(network), 0, Optional.empty(), Transport.AUTO, "", 0);
  }

  /** One process of several; collective. */
  public static Deployment of(Placement placement, Ranks ranks, Transport transport, String job) {
    long communicator =
        placement.spiking().size() > 1 ? ranks.communicator(placement.spiking()) : 0;
    return new Deployment(
        placement, ranks.rank(), Optional.of(ranks), transport, job, communicator);
  }

  /** Whether this process is a certain rank. */
  public boolean isHere(int other) {
    return rank == other;
  }

  /** Whether this process integrates a part of the network. */
  boolean isSpiking() {
    return placement.spiking().contains(rank);
  }

  /** Whether the network's module of this process is the one that has links. */
  public boolean leads() {
    return isSpiking() && placement.lead() == rank;
  }

  boolean onOneNode(int a, int b) {
    Ranks all = ranks.orElseThrow();
    return all.places().get(a).node() == all.places().get(b).node();
  }

  /** A module as other ranks' messages name it. */
  String nameOf(String module, int itsRank) {
    return placement.isSingle() ? module : "%s (rank %d)".formatted(module, itsRank);
  }
}
