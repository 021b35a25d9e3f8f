package org.fimbria.benchmarks;

import org.fimbria.cosim.CoSimulation.ModuleTimes;
import org.fimbria.cosim.Phase;
import org.fimbria.cosim.PhaseTimer;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The five timers of both simulators as secondary results, wall seconds per simulated second, and
 * which part of its epochs' time each of them exchanged data or waited for it (io and wait). {@code
 * exposedPercent}: the part of all epochs' time in which no simulator simulated.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class SimulatorTimes {
  public double exposedPercent;
  public double spikingInitialisation;
  public double spikingSimulation;
  public double spikingWait;
  public double spikingIo;
  public double spikingEnding;
  public double spikingExchangePercent;
  public double neuralmassInitialisation;
  public double neuralmassSimulation;
  public double neuralmassWait;
  public double neuralmassIo;
  public double neuralmassEnding;
  public double neuralmassExchangePercent;

  void take(MeasuredRun run) {
    double scale = 1e-9 / run.simulatedSeconds();
    exposedPercent = 100.0 * run.result().wall().exposedShare();
    for (ModuleTimes times : run.result().times()) {
      if (times.module().equals("spiking")) {
        takeSpiking(times.timer(), scale);
      } else {
        takeNeuralmass(times.timer(), scale);
      }
    }
  }

  private void takeSpiking(PhaseTimer timer, double scale) {
    spikingInitialisation = timer.nanos(Phase.INITIALISATION) * scale;
    spikingSimulation = timer.nanos(Phase.SIMULATION) * scale;
    spikingWait = timer.nanos(Phase.WAIT) * scale;
    spikingIo = timer.nanos(Phase.IO) * scale;
    spikingEnding = timer.nanos(Phase.ENDING) * scale;
    spikingExchangePercent = exchangePercent(timer);
  }

  private void takeNeuralmass(PhaseTimer timer, double scale) {
    neuralmassInitialisation = timer.nanos(Phase.INITIALISATION) * scale;
    neuralmassSimulation = timer.nanos(Phase.SIMULATION) * scale;
    neuralmassWait = timer.nanos(Phase.WAIT) * scale;
    neuralmassIo = timer.nanos(Phase.IO) * scale;
    neuralmassEnding = timer.nanos(Phase.ENDING) * scale;
    neuralmassExchangePercent = exchangePercent(timer);
  }

  private static double exchangePercent(PhaseTimer timer) {
    double exchange = timer.nanos(Phase.WAIT) + timer.nanos(Phase.IO);
    return 100.0 * exchange / (exchange + timer.nanos(Phase.SIMULATION));
  }
}
