/*
 * exchange_dry.h: one rank of a network over many ranks, alone: the others' spikes are drawn at the rates of its own
 * neurons. For measuring what a rank needs; its results mean nothing.
 */
#ifndef FIMBRIA_EXCHANGE_DRY_H
#define FIMBRIA_EXCHANGE_DRY_H

#include "fimbria/spiking.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * An exchange for one network, which takes it before it is built and is destroyed first. rank: leads, whichever it is.
 * seed: of the spikes that are drawn. Errors: FIM_E_ARGUMENT, FIM_E_MEMORY.
 */
FIM_API int32_t fim_exchange_dry_create(int32_t ranks, int32_t rank, uint64_t seed, fim_exchange_t **out);

/*
 * What fim_exchange_dry_counts tells. Of a kind of exchange: how many there were; messages that went one after the
 * other, log2 of the ranks, rounded up, of each; bytes that this rank received, or broadcast.
 */
enum fim_dry_count {
  FIM_DRY_ALL_GATHERS = 0, /* begin_all to end_all */
  FIM_DRY_ALL_GATHER_HOPS = 1,
  FIM_DRY_ALL_GATHER_BYTES = 2,
  FIM_DRY_BROADCASTS = 3,
  FIM_DRY_BROADCAST_HOPS = 4,
  FIM_DRY_BROADCAST_BYTES = 5,
  FIM_DRY_GATHERS = 6,
  FIM_DRY_GATHER_HOPS = 7,
  FIM_DRY_GATHER_BYTES = 8,
  FIM_DRY_SHARED_IO_NS = 9,   /* packing and unpacking that every rank has, not only the one that leads */
  FIM_DRY_BYTES = 10,         /* memory of the simulation of the other ranks */
  FIM_DRY_LEAD_BYTES = 11,    /* memory of the network (fim_spiking_bytes) that only the rank that leads needs */
  FIM_DRY_SYNAPSE_BYTES = 12, /* of it, synapses with their index */
  FIM_DRY_HISTORY_BYTES = 13, /* of it, spikes of this and of other ranks that are still on their way */
  FIM_DRY_COUNTS = 14
};

/* counts: [FIM_DRY_COUNTS] by enum fim_dry_count, written; while its network is built. FIM_E_ARGUMENT if not dry. */
FIM_API int32_t fim_exchange_dry_counts(const fim_exchange_t *exchange, int64_t *counts);

#ifdef __cplusplus
}
#endif

#endif
