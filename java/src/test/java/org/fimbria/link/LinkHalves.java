package org.fimbria.link;

/** Both halves of a link in one process, as one link. */
record LinkHalves(Link sending, Link receiving) implements Link {
  @Override
  public Sender sender() {
    return sending.sender();
  }

  @Override
  public Receiver receiver() {
    return receiving.receiver();
  }

  @Override
  public void abort(String reason) {
    sending.abort(reason);
  }

  @Override
  public void close() {
    sending.close();
    receiving.close();
  }
}
