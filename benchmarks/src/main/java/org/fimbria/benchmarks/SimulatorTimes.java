package org.fimbria.benchmarks;

import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.Phase;
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
    exposedPercent = 100.0 * run.result().wall().exposedShare().orElseThrow();
    for (ModuleTimes times : run.result().times()) {
      if (times.module().equals("spiking")) {
        takeSpiking(times, scale);
      } else {
        takeNeuralmass(times, scale);
      }
    }
  }

  private void takeSpiking(ModuleTimes timer, double scale) {
    spikingInitialisation = timer.nanos(Phase.INITIALISATION) * scale;
    spikingSimulation = timer.nanos(Phase.SIMULATION) * scale;
    spikingWait = timer.nanos(Phase.WAIT) * scale;
    spikingIo = timer.nanos(Phase.IO) * scale;
    spikingEnding = timer.nanos(Phase.ENDING) * scale;
    spikingExchangePercent = exchangePercent(timer);
  }

  private void takeNeuralmass(ModuleTimes timer, double scale) {
    neuralmassInitialisation = timer.nanos(Phase.INITIALISATION) * scale;
    neuralmassSimulation = timer.nanos(Phase.SIMULATION) * scale;
    neuralmassWait = timer.nanos(Phase.WAIT) * scale;
    neuralmassIo = timer.nanos(Phase.IO) * scale;
    neuralmassEnding = timer.nanos(Phase.ENDING) * scale;
    neuralmassExchangePercent = exchangePercent(timer);
  }

  private static double exchangePercent(ModuleTimes timer) {
    double exchange = timer.nanos(Phase.WAIT) + timer.nanos(Phase.IO);
    return 100.0 * exchange / (exchange + timer.nanos(Phase.SIMULATION));
  }
}
