package org.fimbria.mpi;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import mpi.Comm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Prequest;
import mpi.Request;

/**
 * The messages of one link to one other rank: epochs, epochs longer than the receiver has announced
 * memory for, and the receiver's word that it reads no more; each kind has a tag of its own.
 */
record Channel(Comm comm, int peer, int number, Arena arena) {
  private static final int KINDS = 3;

  private int epochs() {
    return KINDS * number;
  }

  private int longEpochs() {
    return KINDS * number + 1;
  }

  private int releases() {
    return KINDS * number + 2;
  }

  /** A message that is complete once the other end receives it. */
  Prequest sending(ByteBuffer message) throws MPIException {
    return comm.sSendInit(message, message.capacity(), MPI.BYTE, peer, epochs());
  }

  /** A message that nobody needs to receive. */
  Request sendLast(ByteBuffer message) throws MPIException {
    return comm.iSend(message, message.capacity(), MPI.BYTE, peer, epochs());
  }

  Prequest receiving(ByteBuffer message) throws MPIException {
    return comm.recvInit(message, message.capacity(), MPI.BYTE, peer, epochs());
  }

  Request sendLong(ByteBuffer message) throws MPIException {
    return comm.isSend(message, message.capacity(), MPI.BYTE, peer, longEpochs());
  }

  Request receiveLong(ByteBuffer message) throws MPIException {
    return comm.iRecv(message, message.capacity(), MPI.BYTE, peer, longEpochs());
  }

  Request sendRelease(ByteBuffer message) throws MPIException {
    return comm.iSend(message, message.capacity(), MPI.BYTE, peer, releases());
  }

  Request receiveRelease(ByteBuffer message) throws MPIException {
    return comm.iRecv(message, message.capacity(), MPI.BYTE, peer, releases());
  }
}
