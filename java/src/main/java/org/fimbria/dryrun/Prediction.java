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
 * @param slowdown of the network by threads that take turns on a core, 1 at least
 * @param exchanges of spikes per simulated second that a rank takes part in, and what they carry
 * @param roles of its ranks
 */
public record Prediction(
    Job job, int rank, long synapses, double slowdown, Exchanges exchanges, List<Role> roles) {
  /**
   * Open MPI and what Java needs for it, beyond a dry run's process before its modules are made: of
   * three ranks with a network of 1600 neurons, those that follow.
   */
  private static final long MPI_BYTES = 17_000_000;

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
  static Prediction of(Job job, Placement placement, int rank, Measurement measured)
      throws InterruptedException {
    double slowdown = slowdown(job, placement, measured);
    double perSecond = 1 / measured.simulatedS();
    return new Prediction(
        job,
        rank,
        measured.synapses(),
        slowdown,
        new Exchanges(
            measured.counts().allGather().count() * perSecond,
            measured.counts().allGather().bytes() * perSecond,
            measured.counts().gather().bytes() * perSecond),
        roles(job, placement, measured, slowdown));
  }

  /** By a probe with what each rank does between two meetings. */
  private static double slowdown(Job job, Placement placement, Measurement measured)
      throws InterruptedException {
    int threads = job.node().spikingThreads(placement, job.threads());
    double workS = (measured.spiking().simulation() + measured.sharedIo()) / measured.meetings();
    return Crowd.periodS(threads, job.node().cores(), workS) / workS;
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
      Job job, Placement placement, Measurement measured, double slowdown) {
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
              time(job, placement, first, measured, slowdown)));
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
    boolean coupled = placement.modules(rank).size() > (placement.spiking().contains(rank) ? 1 : 0);
    int sides = (coupled ? 1 : 0) + (leads(placement, rank) ? 1 : 0);
    long base =
        measured.startBytes()
            + sides * measured.sideBytes()
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
      Job job, Placement placement, int rank, Measurement measured, double slowdown) {
    if (!placement.spiking().contains(rank)) {
      boolean brain = placement.neuralmass() == rank;
      return brain
          ? new Time(measured.brain().simulation(), 0, measured.brain().io(), 0)
          : new Time(0, 0, 0, 0);
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
    // What only the lead does, the others wait for.
    double ledIo = leads ? Math.max(0, measured.spiking().io() - measured.sharedIo()) : 0;
    return new Time(
        measured.spiking().simulation() * slowdown,
        exchange / measured.simulatedS(),
        measured.sharedIo() * slowdown + ledIo,
        job.node().isFull(placement, job.threads()) ? measured.others() : 0);
  }
}
