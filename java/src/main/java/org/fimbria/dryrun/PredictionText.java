package org.fimbria.dryrun;

import java.io.PrintWriter;
import java.util.Locale;

/** A prediction as tables for people. */
public record PredictionText(Prediction prediction) {
  private static final double MB = 1e6;

  /** Prints the tables. */
  public void print(PrintWriter out) {
    Prediction.Job job = prediction.job();
    line(
        out,
        "%s on %d ranks x %d threads: %d neurons; rank %d was run, %d synapses",
        job.experiment(),
        job.ranks(),
        job.threads(),
        job.neurons(),
        prediction.rank(),
        prediction.synapses());
    line(
        out,
        "nodes: %d ranks each on %d cores; by turns on cores the network is slowed down by %.2f",
        job.node().ranks(),
        job.node().cores(),
        prediction.slowdown());
    line(
        out,
        "messages: latency %.2f us, bandwidth %.1f GB/s; per simulated s %.0f exchanges of spikes, %.2f MB received by each rank, %.2f MB by the one that leads",
        job.interconnect().latencyUs(),
        job.interconnect().bandwidthGbs(),
        prediction.exchanges().allGathers(),
        prediction.exchanges().allGatherBytes() / MB,
        prediction.exchanges().gatherBytes() / MB);
    memory(out);
    time(out);
    line(
        out,
        "real-time factor %.2f; memory of the first node %.2f GB",
        prediction.realTimeFactor(),
        prediction.nodeBytes() / 1e9);
  }

  private void memory(PrintWriter out) {
    line(
        out,
        "%-14s %9s %9s %9s %9s %9s %9s  %s",
        "memory (MB)",
        "base",
        "neurons",
        "synapses",
        "history",
        "lead",
        "total",
        "modules");
    for (Role role : prediction.roles()) {
      Role.Memory memory = role.memory();
      line(
          out,
          "  %-12s %9.1f %9.1f %9.1f %9.1f %9.1f %9.1f  %s",
          role.ranks(),
          memory.base() / MB,
          memory.neurons() / MB,
          memory.synapses() / MB,
          memory.history() / MB,
          memory.lead() / MB,
          memory.total() / MB,
          role.modules());
    }
  }

  private void time(PrintWriter out) {
    line(
        out,
        "%-14s %10s %10s %10s %10s %10s  wall s per simulated s, without waiting for others",
        "time (s/s)",
        "simulation",
        "exchange",
        "io",
        "others",
        "total");
    for (Role role : prediction.roles()) {
      Role.Time time = role.time();
      line(
          out,
          "  %-12s %10.3f %10.3f %10.3f %10.3f %10.3f  %s",
          role.ranks(),
          time.simulation(),
          time.exchange(),
          time.io(),
          time.others(),
          time.total(),
          role.modules());
    }
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
