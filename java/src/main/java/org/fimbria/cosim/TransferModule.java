package org.fimbria.cosim;

/**
 * A transfer module: receiver, transformer and sender of one direction and region, in one thread.
 *
 * <p>The transformer reads the received epoch where it lies and writes its result where the next
 * module reads it.
 */
final class TransferModule extends CosimModule {
  private final Epochs epochs;
  private final Link.Receiver receiver;
  private final Transformer transformer;
  private final Link.Sender sender;

  TransferModule(
      String name,
      RunControl control,
      Epochs epochs,
      Link.Receiver receiver,
      Transformer transformer,
      Link.Sender sender) {
    super(name, control);
    this.epochs = epochs;
    this.receiver = receiver;
    this.transformer = transformer;
    this.sender = sender;
  }

  @Override
  void runEpoch(long epoch) {
    timer().enter(Phase.WAIT);
    receiver.awaitReady(epoch);
    sender.awaitReady(epoch);
    timer().enter(Phase.SIMULATION);
    long bytes =
        transformer.transform(
            epochs.firstStep(epoch), epochs.steps(epoch), receiver.transfer(), sender);
    timer().enter(Phase.IO);
    receiver.endTransfer();
    sender.endTransfer(bytes);
  }

  @Override
  void end() {
    receiver.release();
    sender.release();
    transformer.close();
  }
}
