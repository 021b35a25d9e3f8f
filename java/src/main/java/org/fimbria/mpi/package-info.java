/**
 * Ranks connected by Open MPI: the only package that knows its Java bindings, {@code mpi.*}.
 *
 * <p>Without {@code mpi.jar} the build leaves it out, and nothing else notices: {@link
 * org.fimbria.ranks.RanksProviders} finds it as a service. MPI_COMM_WORLD serves for nothing but to
 * split Fimbria's own communicator from it; a program that embeds Fimbria hands one in.
 *
 * <p>In a job of several programs (MPMD) all of them split MPI_COMM_WORLD once, key their rank
 * there: those of one run with the same colour, {@code FIMBRIA_COLOUR} in the environment of
 * Fimbria's processes (default 0), foreign ones with another or MPI_UNDEFINED.
 *
 * <p>No call waits without bound. What the epochs use are persistent requests, tested until they
 * are complete ({@link org.fimbria.mpi.Patience}); the few calls of MPI that only return when all
 * ranks have made them are made by one thread ({@link org.fimbria.mpi.MpiThread}), and who needs
 * the result stops waiting for it after the time-out. So MPI is asked for MPI_THREAD_MULTIPLE, and
 * errors return.
 *
 * <p>MPI moves only what fits its buffers (4 KB within a node, 64 KB over TCP) without the sender's
 * help; the rest of a longer epoch leaves when the sending process next calls MPI, be it for
 * another link, a message of control or the exchange of spikes.
 */
package org.fimbria.mpi;
