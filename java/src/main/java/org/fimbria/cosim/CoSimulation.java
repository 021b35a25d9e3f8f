package org.fimbria.cosim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.fimbria.natives.Processors;
import org.fimbria.natives.SpikeExchange;
import org.fimbria.natives.SpikingEngine;

/**
 * Both simulators, the transfer modules of both directions and the recorders, each in a thread of
 * its own, joined by links; or those of them that are this process's. Each spiking region has links
 * of its own:
 *
 * <pre>
 *   neuralmass --coupling--> rates_to_spikes.region --trains--> spiking
 *   neuralmass &lt;--rate------ spikes_to_rate.region &lt;--spikes-- spiking
 * </pre>
 */
public final class CoSimulation implements AutoCloseable {
  static final Duration FAILURE_GRACE = Duration.ofMillis(1200);
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(50);

  private final CoSimulationPlan plan;
  private final RunControl control;
  private final Wiring wiring;
  private final Optional<SpikeExchange> exchange;
  private final Modules modules;
  private boolean finished;

  /** Wires the modules of a plan in one process. */
  public CoSimulation(CoSimulationPlan plan, Sinks sinks) {
    this(plan, sinks, Deployment.single(plan), new RunControl(plan.epochs().count()));
  }

  /**
   * Wires the modules of a plan in one process, which has a rank's share of the network only.
   *
   * @param dry instead of the other ranks; closed with this
   * @param atEnd told of the network's engine before it is closed
   */
  public CoSimulation(
      CoSimulationPlan plan, Sinks sinks, SpikeExchange dry, Consumer<SpikingEngine> atEnd) {
    this(
        plan,
        sinks,
        Deployment.single(plan),
        new RunControl(plan.epochs().count()),
        Optional.of(dry),
        atEnd);
  }

  /**
   * Wires the modules of a plan that are this process's.
   *
   * @param sinks of the simulators that are here; others are not looked at
   */
  public CoSimulation(
      CoSimulationPlan plan, Sinks sinks, Deployment deployment, RunControl control) {
    this(plan, sinks, deployment, control, exchange(plan, deployment), _ -> {});
  }

  private CoSimulation(
      CoSimulationPlan plan,
      Sinks sinks,
      Deployment deployment,
      RunControl control,
      Optional<SpikeExchange> exchange,
      Consumer<SpikingEngine> atEnd) {
    this.plan = plan;
    this.control = control;
    this.exchange = exchange;
    exchange.ifPresent(made -> control.onFailure(made::abort));
    wiring = new Wiring(deployment, control, plan.experiment().run().linkTimeout());
    modules = new Modules(plan, deployment, control, wiring, sinks, exchange, atEnd);
  }

  /** How the ranks of the network meet; only where there are several of them, one of them this. */
  private static Optional<SpikeExchange> exchange(CoSimulationPlan plan, Deployment deployment) {
    return deployment.communicator() == 0
        ? Optional.empty()
        : Optional.of(
            SpikeExchange.mpi(
                deployment.communicator(),
                deployment.placement().spiking(),
                plan.experiment().run().linkTimeout()));
  }

  /**
   * Runs to the end, a stop or a failure.
   *
   * @param progress told the number of epochs that the slower simulator has begun, some times per
   *     second
   * @return the first failure
   */
  public Optional<Failure> run(LongConsumer progress) throws InterruptedException {
    transports().forEach(this::log);
    List<Thread> threads = new ArrayList<>();
    for (CosimModule module : modules.all()) {
      threads.add(Thread.ofPlatform().name(module.name()).daemon().start(() -> run(module)));
    }
    for (Thread thread : threads) {
      while (control.failure().isEmpty() && !thread.join(PROGRESS_INTERVAL)) {
        progress.accept(epoch());
      }
    }
    finished = control.failure().isEmpty() || endAfterFailure(threads);
    progress.accept(control.failure().isEmpty() ? control.endEpoch() : epoch());
    return control.failure();
  }

  /** Once for each pair: by the module that sends. */
  private void log(String pair, String transport) {
    modules.all().stream()
        .filter(module -> pair.startsWith(module.name() + " "))
        .forEach(module -> module.log().info("{}: {}", pair, transport));
  }

  /** The processor of the spiking module's own thread is for the exchange alone. */
  private void run(CosimModule module) {
    if (plan.bound() && !module.name().equals(Placement.SPIKING)) {
      Processors.keepThreadOff(0);
    }
    module.run();
  }

  /**
   * Gives the modules time to close what they own; a module that hangs outside of every link is
   * left behind.
   */
  private static boolean endAfterFailure(List<Thread> threads) throws InterruptedException {
    long deadline = System.nanoTime() + FAILURE_GRACE.toNanos();
    boolean all = true;
    for (Thread thread : threads) {
      all &= thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    return all;
  }

  /** What the modules agree on; for stopping and failing from outside. */
  public RunControl control() {
    return control;
  }

  /**
   * The timers of the simulators of this process, spiking first where there is one. Those that
   * follow another rank have no epochs one by one.
   */
  public List<ModuleTimes> times() {
    return modules.simulators().stream()
        .map(module ->
            ModuleTimes.of(module.name(), module.timer(), !(module instanceof FollowerModule)))
        .toList();
  }

  /**
   * The same while the modules run, as of an epoch that is past; without those of which nothing is
   * known yet. Any thread may ask.
   */
  public List<ModuleTimes> timesSoFar() {
    return modules.simulators().stream()
        .flatMap(module ->
            Optional.ofNullable(module.timer()).flatMap(PhaseTimer::lastCopy).stream()
                .map(timer ->
                    ModuleTimes.of(module.name(), timer, !(module instanceof FollowerModule))))
        .toList();
  }

  /**
   * What went so far over the coupling links of the transfer modules of this process; any thread
   * may ask.
   */
  public List<Flow> flows() {
    return modules.transfers().stream().flatMap(TransferModule::flows).toList();
  }

  /** How this and other processes' modules meet, by pair; empty in one process. */
  public Map<String, String> transports() {
    return wiring.transports();
  }

  /** Names of all modules of this process, transfer modules and recorders included. */
  public List<String> moduleNames() {
    return modules.all().stream().map(CosimModule::name).toList();
  }

  /** Frees the links; does nothing while modules may still use them. */
  @Override
  public void close() {
    if (finished) {
      control.forgetAborts();
      wiring.close();
      exchange.ifPresent(SpikeExchange::close);
    }
  }

  /**
   * Epochs that all simulators here have run, or the one that the slowest of them is in; without a
   * simulator those of the transfer modules.
   */
  public long epoch() {
    List<CosimModule> simulators = modules.simulators();
    return (simulators.isEmpty() ? modules.all() : simulators)
        .stream().mapToLong(CosimModule::epoch).min().orElse(0);
  }
}
