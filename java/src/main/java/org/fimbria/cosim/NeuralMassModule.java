package org.fimbria.cosim;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Supplier;
import org.fimbria.link.Link;
import org.fimbria.natives.NeuralMassEngine;

/**
 * The neural-mass simulator as a module: send each proxy's coupling as soon as it is known, receive
 * the proxies' rates when they are first needed, advance one epoch ({@link ExchangeSchedule}).
 */
final class NeuralMassModule extends CosimModule {
  /**
   * A region that the spiking network integrates: where its coupling goes and its rates come from.
   */
  record Proxy(int region, Link.Sender coupling, Link.Receiver rates) {}

  /** Samples of one of the engine's monitors, by its place, that leave for the record. */
  record Samples(int monitor, int maxRows, long rowBytes, Link.Sender sender) {}

  private final Epochs epochs;
  private final ExchangeSchedule schedule;
  private final Supplier<NeuralMassEngine> build;
  private final Proxy[] proxies;
  private final Samples[] samples;
  private final double[] values;
  private NeuralMassEngine engine;
  private long couplingSent;
  private long ratesReceived;

  NeuralMassModule(
      RunControl control,
      Epochs epochs,
      ExchangeSchedule schedule,
      Supplier<NeuralMassEngine> build,
      List<Proxy> proxies,
      List<Samples> samples) {
    super(Placement.NEURALMASS, control, true);
    this.epochs = epochs;
    this.schedule = schedule;
    this.build = build;
    this.proxies = proxies.toArray(Proxy[]::new);
    this.samples = samples.toArray(Samples[]::new);
    values = new double[epochs.stepsPerEpoch()];
  }

  @Override
  void initialise() {
    engine = build.get();
  }

  @Override
  void runEpoch(long epoch) {
    receiveRates(schedule.ratesForCoupling(epoch));
    sendCoupling(epoch);
    while (schedule.canSendEarly(couplingSent, epoch) && control().enter(couplingSent)) {
      receiveRates(schedule.ratesForCoupling(couplingSent));
      sendCoupling(couplingSent);
    }
    receiveRates(schedule.ratesForAdvance(epoch));
    timer().enter(Phase.SIMULATION);
    engine.advance(epochs.steps(epoch));
    sendSamples(epoch);
  }

  /** Receives the last rates, so that the record of the proxies is complete. */
  @Override
  void finish() {
    receiveRates(control().endEpoch() - 1);
    sendSamples(control().endEpoch());
  }

  @Override
  void end() {
    for (Proxy proxy : proxies) {
      proxy.coupling.release();
      proxy.rates.release();
    }
    for (Samples to : samples) {
      to.sender.release();
    }
    if (engine != null) {
      engine.close();
    }
  }

  private void sendCoupling(long epoch) {
    if (epoch < couplingSent) {
      return;
    }
    int steps = epochs.steps(epoch);
    for (Proxy proxy : proxies) {
      timer().enter(Phase.SIMULATION);
      engine.coupling(proxy.region, epochs.firstStep(epoch), steps, values);
      timer().enter(Phase.WAIT);
      proxy.coupling.awaitReady(epoch);
      timer().enter(Phase.IO);
      long bytes = (long) steps * Double.BYTES;
      MemorySegment.copy(
          values, 0, proxy.coupling.transfer(bytes), ValueLayout.JAVA_DOUBLE, 0, steps);
      proxy.coupling.endTransfer(bytes);
    }
    couplingSent = epoch + 1;
  }

  private void receiveRates(long throughEpoch) {
    for (; ratesReceived <= throughEpoch; ratesReceived++) {
      int steps = epochs.steps(ratesReceived);
      for (Proxy proxy : proxies) {
        timer().enter(Phase.WAIT);
        proxy.rates.awaitReady(ratesReceived);
        timer().enter(Phase.IO);
        if (proxy.rates.bytes() != (long) steps * Double.BYTES) {
          throw new IllegalStateException(
              "rates of region %d for epoch %d: %d values instead of %d"
                  .formatted(
                      proxy.region, ratesReceived, proxy.rates.bytes() / Double.BYTES, steps));
        }
        MemorySegment.copy(proxy.rates.transfer(), ValueLayout.JAVA_DOUBLE, 0, values, 0, steps);
        proxy.rates.endTransfer();
        engine.setProxy(proxy.region, epochs.firstStep(ratesReceived), steps, values);
      }
    }
  }

  private void sendSamples(long epoch) {
    for (Samples to : samples) {
      timer().enter(Phase.WAIT);
      to.sender.awaitReady(epoch);
      timer().enter(Phase.IO);
      MemorySegment rows = to.sender.transfer(to.maxRows * to.rowBytes);
      to.sender.endTransfer(engine.samples(to.monitor, rows, to.maxRows) * to.rowBytes);
    }
  }
}
