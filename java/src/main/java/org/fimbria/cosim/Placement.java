package org.fimbria.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.fimbria.experiment.Experiment.PlacementMap;
import org.fimbria.experiment.Experiment.PlacementRule;
import org.fimbria.experiment.Experiment.PlacementSpec;

/**
 * Which rank does what. A recorder runs where its simulator does.
 *
 * <p>To the other modules the ranks of the network are one module: the lowest of them leads, and is
 * the only one that has links; the others follow it.
 *
 * @param ranks of the run
 * @param neuralmass rank of the brain
 * @param ratesToSpikes rank of the transfer modules of this direction
 * @param spikesToRate rank of those of the other one
 * @param spiking ranks of the network, ascending; empty where no region is spiking
 */
public record Placement(
    int ranks, int neuralmass, int ratesToSpikes, int spikesToRate, List<Integer> spiking) {

  /** Name of the network's module in the rank that leads; those of the others are numbered. */
  public static final String SPIKING = "spiking";

  static final String NEURALMASS = "neuralmass";
  static final String RATES_TO_SPIKES = "rates_to_spikes";
  static final String SPIKES_TO_RATE = "spikes_to_rate";

  /** A number of ranks that a placement cannot have. */
  public static final class NoPlacement extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoPlacement(String allowed) {
      super(allowed);
    }
  }

  /** Everything in one process. */
  public static Placement single(boolean spikingRegions) {
    return new Placement(1, 0, 0, 0, spikingRegions ? List.of(0) : List.of());
  }

  /**
   * Places an experiment on ranks; one rank has everything, whatever the placement.
   *
   * @param spikingRegions whether there is a network
   * @throws NoPlacement saying which numbers of ranks are allowed
   */
  public static Placement of(PlacementSpec spec, int ranks, boolean spikingRegions) {
    if (ranks == 1) {
      return single(spikingRegions);
    }
    if (!spikingRegions) {
      throw new NoPlacement(
          "allowed: 1 rank, since no region is spiking; %d given".formatted(ranks));
    }
    return switch (spec) {
      case PlacementRule.SEPARATE -> new Placement(ranks, 0, 0, 0, from(1, ranks));
      case PlacementRule.SHARED -> new Placement(ranks, 0, 0, 0, from(0, ranks));
      case PlacementRule.MODULES -> {
        require(ranks >= 4, "1 rank, or 4 and more", ranks);
        yield new Placement(ranks, 0, 1, 2, from(3, ranks));
      }
      case PlacementMap map -> {
        Placement placement =
            new Placement(
                ranks,
                map.neuralmass(),
                map.rates_to_spikes(),
                map.spikes_to_rate(),
                map.spiking());
        int needed = placement.highest() + 1;
        require(ranks == needed, needed == 1 ? "1 rank" : "1 rank, or " + needed, ranks);
        yield placement;
      }
    };
  }

  private static void require(boolean right, String allowed, int ranks) {
    if (!right) {
      throw new NoPlacement("allowed with this placement: %s; %d given".formatted(allowed, ranks));
    }
  }

  private static List<Integer> from(int first, int ranks) {
    return IntStream.range(first, ranks).boxed().toList();
  }

  private int highest() {
    return Math.max(coupled().last(), spiking.getLast());
  }

  /** Whether the run has one process. */
  public boolean isSingle() {
    return ranks == 1;
  }

  /** The rank of the network that has links; only where there is a network. */
  int lead() {
    return spiking.getFirst();
  }

  /** Ranks with modules that enter epochs by themselves: all but mere followers. */
  SortedSet<Integer> coupled() {
    SortedSet<Integer> coupled = new TreeSet<>(List.of(neuralmass, ratesToSpikes, spikesToRate));
    if (!spiking.isEmpty()) {
      coupled.add(lead());
    }
    return coupled;
  }

  /** Name of the network's module in a rank: {@code spiking}, {@code spiking.1}, ... */
  String spikingName(int rank) {
    int share = spiking.indexOf(rank);
    return share == 0 ? SPIKING : SPIKING + "." + share;
  }

  /** Names of the simulators and transfer modules of a rank. */
  public List<String> modules(int rank) {
    List<String> modules = new ArrayList<>();
    if (rank == neuralmass) {
      modules.add(NEURALMASS);
    }
    if (!spiking.isEmpty() && rank == ratesToSpikes) {
      modules.add(RATES_TO_SPIKES);
    }
    if (!spiking.isEmpty() && rank == spikesToRate) {
      modules.add(SPIKES_TO_RATE);
    }
    if (spiking.contains(rank)) {
      modules.add(spikingName(rank));
    }
    return modules;
  }
}
