package org.fimbria.cosim;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fimbria.link.Link;

/**
 * The transfer modules of one direction in one thread: receiver, transformer and sender of each
 * region in turn. A thread for each region would cost more in handing over than the transformers
 * do.
 *
 * <p>The transformer reads the received epoch where it lies and writes its result where the next
 * module reads it.
 */
final class TransferModule extends CosimModule {
  /** Between which modules it transfers, and what. */
  enum Direction {
    RATES_TO_SPIKES(
        Placement.NEURALMASS,
        Flow.Content.COUPLING,
        Placement.RATES_TO_SPIKES,
        Flow.Content.TRAINS,
        Placement.SPIKING),
    SPIKES_TO_RATE(
        Placement.SPIKING,
        Flow.Content.SPIKES,
        Placement.SPIKES_TO_RATE,
        Flow.Content.RATES,
        Placement.NEURALMASS);

    private final String source;
    private final Flow.Content in;
    private final String module;
    private final Flow.Content out;
    private final String target;

    Direction(String source, Flow.Content in, String module, Flow.Content out, String target) {
      this.source = source;
      this.in = in;
      this.module = module;
      this.out = out;
      this.target = target;
    }
  }

  /** What one region needs. */
  record Lane(String region, Link.Receiver receiver, Transformer transformer, Link.Sender sender) {}

  private final Epochs epochs;
  private final Lane[] lanes;
  private final FlowCounter[] in;
  private final FlowCounter[] out;

  /**
   * Makes the module.
   *
   * @param lanes in the order in which the module that sends to it and the one that receives from
   *     it go through the regions
   */
  TransferModule(Direction direction, RunControl control, Epochs epochs, List<Lane> lanes) {
    super(direction.module, control);
    this.epochs = epochs;
    this.lanes = lanes.toArray(Lane[]::new);
    in = counters(direction.source, direction.module, direction.in);
    out = counters(direction.module, direction.target, direction.out);
  }

  private FlowCounter[] counters(String from, String to, Flow.Content content) {
    return Arrays.stream(lanes)
        .map(lane -> new FlowCounter(from, to, lane.region, content))
        .toArray(FlowCounter[]::new);
  }

  @Override
  void runEpoch(long epoch) {
    for (int i = 0; i < lanes.length; i++) {
      Lane lane = lanes[i];
      timer().enter(Phase.WAIT);
      lane.receiver.awaitReady(epoch);
      lane.sender.awaitReady(epoch);
      timer().enter(Phase.SIMULATION);
      long bytes =
          lane.transformer.transform(
              epochs.firstStep(epoch), epochs.steps(epoch), lane.receiver.transfer(), lane.sender);
      timer().enter(Phase.IO);
      in[i].count(lane.transformer.valuesIn(), lane.receiver.bytes());
      out[i].count(lane.transformer.valuesOut(), bytes);
      lane.receiver.endTransfer();
      lane.sender.endTransfer(bytes);
    }
  }

  /** What went over its links so far; any thread may ask. */
  Stream<Flow> flows() {
    return Stream.of(in, out).flatMap(Arrays::stream).map(FlowCounter::flow);
  }

  @Override
  void end() {
    for (Lane lane : lanes) {
      lane.receiver.release();
      lane.sender.release();
      lane.transformer.close();
    }
  }
}
