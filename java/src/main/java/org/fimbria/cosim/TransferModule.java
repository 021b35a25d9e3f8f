package org.fimbria.cosim;

import java.util.List;
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
  /** What one region needs. */
  record Lane(Link.Receiver receiver, Transformer transformer, Link.Sender sender) {}

  private final Epochs epochs;
  private final Lane[] lanes;

  /**
   * Makes the module.
   *
   * @param lanes in the order in which the module that sends to it and the one that receives from
   *     it go through the regions
   */
  TransferModule(String name, RunControl control, Epochs epochs, List<Lane> lanes) {
    super(name, control);
    this.epochs = epochs;
    this.lanes = lanes.toArray(Lane[]::new);
  }

  @Override
  void runEpoch(long epoch) {
    for (Lane lane : lanes) {
      timer().enter(Phase.WAIT);
      lane.receiver.awaitReady(epoch);
      lane.sender.awaitReady(epoch);
      timer().enter(Phase.SIMULATION);
      long bytes =
          lane.transformer.transform(
              epochs.firstStep(epoch), epochs.steps(epoch), lane.receiver.transfer(), lane.sender);
      timer().enter(Phase.IO);
      lane.receiver.endTransfer();
      lane.sender.endTransfer(bytes);
    }
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
