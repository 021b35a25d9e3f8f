/*
 * mpi_exchange.h: an exchange (exchange.h) between processes by MPI; in a library of its own, libfimbria_mpi, so that
 * libfimbria runs where there is no MPI.
 */
#ifndef FIMBRIA_MPI_EXCHANGE_H
#define FIMBRIA_MPI_EXCHANGE_H

#include "fimbria/exchange.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Collective: every rank of the communicator makes the exchange, at the same point in the order of collective calls.
 * communicator: an intracommunicator, its MPI_Comm as an integer; it is duplicated and may be freed after the call.
 * name: [ranks] what texts call the communicator's ranks, copied; NULL: as they are numbered. timeout_ns: bound of
 * every wait, of this call's too; > 0. The environment's FIMBRIA_EXCHANGE_RADIX, 2 or more and the same everywhere,
 * says to how many ranks less one a rank sends at a time (16).
 *
 * FIM_E_ARGUMENT; FIM_E_STATE: MPI is not initialised with MPI_THREAD_MULTIPLE, or the two libraries do not fit
 * together; FIM_E_LINK: MPI's own text, or not every rank came; FIM_E_MEMORY.
 *
 * After an error the exchange never sends again, since a send to a dead process may end this one (Open MPI over TCP).
 * destroy is local. MPI must not be finalised before.
 */
FIM_API int32_t fim_mpi_exchange_create(int64_t communicator, const int32_t *name, int64_t timeout_ns,
                                        fim_exchange_t **out);

#ifdef __cplusplus
}
#endif

#endif
