package org.fimbria.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Placement;
import org.fimbria.dryrun.DryRun;
import org.fimbria.dryrun.Interconnect;
import org.fimbria.dryrun.Node;
import org.fimbria.dryrun.Prediction;
import org.fimbria.dryrun.PredictionJson;
import org.fimbria.dryrun.PredictionText;
import org.fimbria.experiment.Loaded;
import org.fimbria.launch.PreparedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fimbria dry-run}: what a job of many ranks will need. */
@Command(
    name = "dry-run",
    description =
        "Runs one rank of a job here, with the others simulated, and predicts memory and time of all. Leaves no files.")
final class DryRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions options;
  @Mixin private NativeVariantOption variant;

  @Option(
      names = "--ranks",
      paramLabel = "M",
      required = true,
      description = "Processes of the job.")
  private int ranks;

  @Option(
      names = "--rank",
      paramLabel = "R",
      description = "The one to run. Default: the first that follows, or leads if none does.")
  private Optional<Integer> rank = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the spiking engine in each rank. 0: as many as are of use.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--cores-per-node",
      paramLabel = "N",
      description = "Cores of a node. Default: those of this machine.")
  private Optional<Integer> cores = Optional.empty();

  @Option(
      names = "--ranks-per-node",
      paramLabel = "N",
      description = "Default: as many as the cores have room for.")
  private Optional<Integer> ranksPerNode = Optional.empty();

  @Option(
      names = "--latency-us",
      paramLabel = "US",
      description = "Of a message between ranks. Default: measured here, between two threads.")
  private Optional<Double> latency = Optional.empty();

  @Option(
      names = "--bandwidth-gbs",
      paramLabel = "GB/S",
      description = "With which a rank receives. Default: that of a copy in memory here.")
  private Optional<Double> bandwidth = Optional.empty();

  @Option(names = "--json", description = "Prints one line of JSON: bytes, seconds.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    variant.choose();
    List<String> sets = new ArrayList<>();
    threads.ifPresent(n -> sets.add("run.threads=" + n));
    Loaded loaded = options.load(sets);
    check();
    PreparedRun prepared = options.prepare(loaded);
    Placement placement = PreparedRun.placement(loaded, ranks);
    if (placement.spiking().isEmpty()) {
      throw new Main.BadInput("spiking.regions: none, so that there is nothing to share by ranks");
    }
    int neighbours =
        ranksPerNode.orElse(Math.min(ranks, Runtime.getRuntime().availableProcessors()));
    CoSimulationPlan plan = prepared.plan().shared(placement.spiking().size(), neighbours);
    int chosen = rank.orElse(placement.spiking().get(placement.spiking().size() > 1 ? 1 : 0));
    Prediction prediction;
    try (Progress progress = Progress.of(plan.experiment(), spec.commandLine().getErr())) {
      prediction = new DryRun(plan, placement, chosen).predict(job(plan), progress::update);
    }
    print(prediction, plan);
    return 0;
  }

  private Prediction.Job job(CoSimulationPlan plan) {
    int nodeCores = cores.orElse(Runtime.getRuntime().availableProcessors());
    int nodeRanks = ranksPerNode.orElse(Math.max(1, nodeCores / plan.threads()));
    Interconnect here =
        latency.isPresent() && bandwidth.isPresent() ? new Interconnect(0, 0) : Interconnect.here();
    return new Prediction.Job(
        plan.experiment().name(),
        ranks,
        plan.network().neurons(),
        plan.threads(),
        new Node(nodeCores, Math.min(ranks, nodeRanks)),
        new Interconnect(latency.orElse(here.latencyUs()), bandwidth.orElse(here.bandwidthGbs())));
  }

  private void check() {
    require(ranks >= 1, "--ranks: %s; allowed: 1 and more", ranks);
    rank.ifPresent(
        r -> require(r >= 0 && r < ranks, "--rank: %s; allowed: 0 to " + (ranks - 1), r));
    cores.ifPresent(n -> require(n >= 1, "--cores-per-node: %s; allowed: 1 and more", n));
    ranksPerNode.ifPresent(n -> require(n >= 1, "--ranks-per-node: %s; allowed: 1 and more", n));
    latency.ifPresent(us -> require(us >= 0, "--latency-us: %s us; allowed: 0 and above", us));
    bandwidth.ifPresent(gbs -> require(gbs > 0, "--bandwidth-gbs: %s GB/s; allowed: above 0", gbs));
  }

  private static void require(boolean right, String message, Object value) {
    if (!right) {
      throw new Main.BadInput(message.formatted(value));
    }
  }

  private void print(Prediction prediction, CoSimulationPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new PredictionJson(prediction).text());
    } else {
      new PredictionText(prediction).print(out);
      if (plan.experiment().record().lfp().isWanted()) {
        out.println("left out: the local field potential, which the rank that leads records");
      }
    }
    out.flush();
  }
}
