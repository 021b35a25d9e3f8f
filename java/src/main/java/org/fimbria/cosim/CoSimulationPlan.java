package org.fimbria.cosim;

import java.util.Optional;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.natives.Processors;
import org.fimbria.neuralmass.WholeBrain;
import org.fimbria.spiking.SpikingNetwork;

/**
 * An experiment on its connectome, ready to be run: both models laid out, epochs and exchange
 * fixed.
 *
 * @param threads worker threads of the spiking engine in this process
 * @param bound whether each of them stays on a processor of its own: where all engines together
 *     take all processors, others cannot be better places. It is then the other modules that move.
 */
public record CoSimulationPlan(
    Experiment experiment,
    Connectome connectome,
    SpikingNetwork network,
    WholeBrain brain,
    Epochs epochs,
    ExchangeSchedule schedule,
    int threads,
    boolean bound) {

  /** Fewer neurons than this take a thread less time in a step than meeting the others. */
  private static final long NEURONS_PER_THREAD = 4096;

  /**
   * The longest epoch in steps that the delays allow; as long as the run where no region is
   * spiking.
   */
  private static int longestEpoch(Experiment experiment, WholeBrain brain) {
    return shortestDelay(brain)
        .map(ProxyDelays.Tract::steps)
        .orElse((int) Math.min(steps(experiment), Short.MAX_VALUE));
  }

  /** The tract that decides how long an epoch may be. */
  public static Optional<ProxyDelays.Tract> shortestDelay(WholeBrain brain) {
    return delays(brain).shortest();
  }

  /** Plans a run; the epoch must not be longer than {@link #shortestDelay}. */
  public static CoSimulationPlan of(Experiment experiment, Connectome connectome) {
    return of(experiment, connectome, WholeBrain.of(experiment, connectome));
  }

  /** Plans a run of a brain that is laid out already. */
  public static CoSimulationPlan of(
      Experiment experiment, Connectome connectome, WholeBrain brain) {
    SpikingNetwork network = SpikingNetwork.of(experiment, connectome);
    int epoch =
        experiment.epochMs().isPresent()
            ? (int) Math.round(experiment.epochMs().getAsDouble() / experiment.dtMs())
            : longestEpoch(experiment, brain);
    int asked = experiment.run().threads();
    int threads = asked == 0 ? usefulThreads(network, 1, 1) : asked;
    return new CoSimulationPlan(
        experiment,
        connectome,
        network,
        brain,
        new Epochs(experiment.dtMs(), epoch, steps(experiment)),
        ExchangeSchedule.of(epoch, delays(brain)),
        threads,
        threads > 1 && takesAllProcessors(experiment, threads));
  }

  /** The same plan for a process of several, with as many threads as it asks for. */
  public CoSimulationPlan shared(int parts, int neighbours) {
    return shared(parts, neighbours, Integer.MAX_VALUE);
  }

  /**
   * The same plan for a process of several.
   *
   * @param parts ranks that share the network
   * @param neighbours of them, those that use the same processors, this one included
   * @param most threads that it may have
   */
  public CoSimulationPlan shared(int parts, int neighbours, int most) {
    int asked = experiment.run().threads();
    int wanted = asked == 0 ? usefulThreads(network, parts, neighbours) : asked;
    int own = Math.min(wanted, most);
    return new CoSimulationPlan(
        experiment,
        connectome,
        network,
        brain,
        epochs,
        schedule,
        own,
        takesAllProcessors(experiment, own * neighbours));
  }

  /** Length of an epoch. */
  public double epochMs() {
    return epochs.stepsPerEpoch() * epochs.dtMs();
  }

  /** A duration in steps. */
  public int steps(double ms) {
    return Math.toIntExact(Math.round(ms / experiment.dtMs()));
  }

  /** One thread per processor, but none for too few neurons. */
  private static int usefulThreads(SpikingNetwork network, int parts, int neighbours) {
    int processors = Runtime.getRuntime().availableProcessors() / neighbours;
    return Math.max(1, Math.min(usefulThreads(network, parts), processors));
  }

  /** As many as would not mostly wait for each other. */
  private static int usefulThreads(SpikingNetwork network, int parts) {
    return (int)
        Math.max(1, Math.min(network.neurons() / parts / NEURONS_PER_THREAD, Integer.MAX_VALUE));
  }

  /** Threads that are of use to a rank, had it the processors for them. */
  public int usefulThreads(int parts) {
    return usefulThreads(network, parts);
  }

  /** Not where cells are computed besides, which takes as many threads and longer. */
  private static boolean takesAllProcessors(Experiment experiment, int threads) {
    return experiment.run().bindThreads()
        && experiment.record().lfp().method() != LfpSpec.Method.FULL
        && threads == Processors.count()
        && threads == Runtime.getRuntime().availableProcessors();
  }

  private static ProxyDelays delays(WholeBrain brain) {
    return ProxyDelays.of(brain.weights(), brain.delay_steps(), brain.proxies());
  }

  private static long steps(Experiment experiment) {
    return Math.round(experiment.durationMs() / experiment.dtMs());
  }
}
