package org.fimbria.cosim;

import java.util.function.Supplier;
import org.fimbria.natives.SpikingEngine;

/**
 * A part of the spiking network that another rank leads: takes part in each epoch that the lead
 * begins, until there are no more. It has no links; what it exchanges with other parts is the
 * engine's.
 */
final class FollowerModule extends CosimModule {
  private final Supplier<SpikingEngine> build;
  private SpikingEngine engine;
  private boolean going = true;

  FollowerModule(String name, RunControl control, Supplier<SpikingEngine> build) {
    super(name, control, true);
    this.build = build;
  }

  @Override
  void initialise() {
    engine = build.get();
  }

  /** The lead has agreed on the end with the others. */
  @Override
  boolean enters(long epoch) {
    return going;
  }

  @Override
  void runEpoch(long epoch) {
    timer().enter(Phase.SIMULATION);
    going = engine.follow() > 0;
    timer().enter(Phase.IO);
    SpikingModule.countExchange(engine, timer());
  }

  @Override
  void end() {
    if (engine != null) {
      engine.close();
    }
  }
}
