/**
 * Ranks connected by Open MPI: the only package that knows its Java bindings, {@code mpi.*}.
 *
 * <p>Without {@code mpi.jar} the build leaves it out, and nothing else notices: {@link
 * org.fimbria.ranks.RanksProviders} finds it as a service. MPI_COMM_WORLD serves for nothing but to
 * split Fimbria's own communicator from it; a program that embeds Fimbria hands one in.
 *
 * <p>No call waits without bound. What the epochs use are persistent requests, tested until they
 * are complete ({@link org.fimbria.mpi.Patience}); the few calls of MPI that only return when all
 * ranks have made them are made by one thread ({@link org.fimbria.mpi.MpiThread}), and who needs
 * the result stops waiting for it after the time-out. So MPI is asked for MPI_THREAD_MULTIPLE, and
 * errors return.
 */
package org.fimbria.mpi;
