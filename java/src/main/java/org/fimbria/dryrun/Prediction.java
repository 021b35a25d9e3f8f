package org.fimbria.dryrun;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fimbria.cosim.Placement;
import org.fimbria.dryrun.Role.Memory;
import org.fimbria.dryrun.Role.Time;
import org.fimbria.natives.SpikeExchange.Traffic;

/**
 * What a job will need.
 *
 * @param job which job
 * @param rank that was run
 * @param synapses of that rank
 * @param oversubscription threads that want to run per core of a node
 * @param exchanges of spikes per simulated second that a rank takes part in, and what they carry
 * @param roles of its ranks
 */
public record Prediction(
    Job job,
    int rank,
    long synapses,
    double oversubscription,
    Exchanges exchanges,
    List<Role> roles) {
  /** Open MPI's libraries and buffers in a process, beyond those of a run without ranks. */
  private static final long MPI_BYTES = 11_000_000;

  /**
   * A job and where it is to run.
   *
   * @param experiment name
   * @param neurons of the network
   * @param threads of each rank
   */
  public record Job(
      String experiment,
      int ranks,
      long neurons,
      int threads,
      Node node,
      Interconnect interconnect) {}

  /**
   * Per simulated second.
   *
   * @param allGathers exchanges of spikes that a rank takes part in
   * @param allGatherBytes that it receives in them
   * @param gatherBytes that the rank which leads receives at the ends of the epochs
   */
  public record Exchanges(double allGathers, double allGatherBytes, double gatherBytes) {}

  /** From what was measured of a rank. */
  static Prediction of(Job job, Placement placement, int rank, Measurement measured) {
    double spikingSeconds = measured.spiking().simulation() + measured.sharedIo();
    double brainShare = Math.min(1, measured.brain().simulation() / spikingSeconds);
    boolean shared = placement.spiking().contains(placement.neuralmass());
    int spikingRanks = Math.min(job.node().ranks() - (shared ? 0 : 1), placement.spiking().size());
    double factor =
        job.node().oversubscription(Math.max(1, spikingRanks), job.threads(), brainShare);
    double perSecond = 1 / measured.simulatedS();
    return new Prediction(
        job,
        rank,
        measured.synapses(),
        factor,
        new Exchanges(
            measured.counts().allGather().count() * perSecond,
            measured.counts().allGather().bytes() * perSecond,
            measured.counts().gather().bytes() * perSecond),
        roles(job, placement, measured, factor));
  }

  /** Wall seconds per simulated second: that of the slowest role. */
  public double realTimeFactor() {
    return roles.stream().mapToDouble(role -> role.time().total()).max().orElse(0);
  }

  /** Memory of the job's largest node, if its ranks are numbered node by node. */
  public long nodeBytes() {
    long sum = 0;
    int left = job.node().ranks();
    for (Role role : roles) {
      int taken = Math.min(left, role.count());
      sum += taken * role.memory().total();
      left -= taken;
    }
    return sum;
  }

  private static List<Role> roles(
      Job job, Placement placement, Measurement measured, double factor) {
    Map<String, List<Integer>> ranksByModules = new LinkedHashMap<>();
    for (int rank = 0; rank < job.ranks(); rank++) {
      String modules = modules(placement, rank);
      ranksByModules.computeIfAbsent(modules, _ -> new ArrayList<>()).add(rank);
    }
    List<Role> roles = new ArrayList<>();
    ranksByModules.forEach((modules, ranks) -> {
      int first = ranks.getFirst();
      roles.add(
          new Role(
              RankRanges.text(ranks),
              ranks.size(),
              modules,
              memory(placement, first, measured),
              time(job, placement, first, measured, factor)));
    });
    return List.copyOf(roles);
  }

  /** Followers are one role. */
  private static String modules(Placement placement, int rank) {
    return String.join(", ", placement.modules(rank)).replaceFirst("spiking\\.\\d+$", "spiking.n");
  }

  private static boolean leads(Placement placement, int rank) {
    return placement.spiking().getFirst() == rank;
  }

  private static Memory memory(Placement placement, int rank, Measurement measured) {
    boolean follows = placement.spiking().contains(rank) && !leads(placement, rank);
    long base =
        (follows ? measured.startBytes() : measured.coupledBytes())
            + (placement.isSingle() ? 0 : MPI_BYTES);
    if (!placement.spiking().contains(rank)) {
      return new Memory(base, 0, 0, 0, 0);
    }
    var counts = measured.counts();
    long neurons =
        measured.engineBytes() - counts.synapseBytes() - counts.historyBytes() - counts.leadBytes();
    return new Memory(
        base,
        neurons,
        counts.synapseBytes(),
        counts.historyBytes(),
        leads(placement, rank) ? counts.leadBytes() : 0);
  }

  private static Time time(
      Job job, Placement placement, int rank, Measurement measured, double factor) {
    double brain = placement.neuralmass() == rank ? measured.brain().simulation() : 0;
    double brainIo = placement.neuralmass() == rank ? measured.brain().io() : 0;
    if (!placement.spiking().contains(rank)) {
      return new Time(brain, 0, brainIo);
    }
    var counts = measured.counts();
    Interconnect interconnect = job.interconnect();
    boolean leads = leads(placement, rank);
    Traffic gather = counts.gather();
    Traffic given = new Traffic(gather.count(), gather.hops(), 0);
    double exchange =
        interconnect.seconds(counts.allGather())
            + interconnect.seconds(counts.broadcast())
            + interconnect.seconds(leads ? gather : given);
    double io = leads ? measured.spiking().io() : measured.sharedIo();
    // In a rank that also has the brain, that runs beside the network.
    return new Time(
        Math.max(measured.spiking().simulation() * factor, brain),
        exchange / measured.simulatedS(),
        Math.max(io * factor, brainIo));
  }
}
