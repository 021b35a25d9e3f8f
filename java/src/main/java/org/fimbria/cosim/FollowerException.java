package org.fimbria.cosim;

import org.fimbria.natives.NativeException;

/** The lead of the network was told that a neuron of another rank has failed. */
final class FollowerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int rank;
  private final String module;

  FollowerException(int rank, String module, NativeException told) {
    super(told.getMessage(), told);
    this.rank = rank;
    this.module = module;
  }

  /** Of the run. */
  int rank() {
    return rank;
  }

  /** The network's module in that rank. */
  String module() {
    return module;
  }
}
