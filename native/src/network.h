/*
 * network.h: what the parts of the spiking engine share: populations, clusters, partitions, synapses, ports, recorders.
 *
 * Populations that depend on each other within an advance form a cluster, run by a group of threads. A partition is a
 * share of a cluster that one thread owns: of each of its populations a contiguous slice of whole blocks (FIM_BLOCK
 * neurons), so that the slices of all partitions in order are the population in order. Partitions write only what they
 * own; they read each other's spikes of earlier intervals (spiking_advance.c). Over ranks, partitions are those of this
 * rank; what it knows of the others is in closed form (rank_share.h) or their spikes (relay.h).
 */
#ifndef FIMBRIA_SRC_NETWORK_H
#define FIMBRIA_SRC_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "aeif.h"
#include "aeif_parameters.h"
#include "barrier.h"
#include "fimbria/exchange.h"
#include "fimbria/spikes.h"
#include "fimbria/spiking.h"
#include "kernels/kernels.h"
#include "rank_share.h"
#include "spike_history.h"
#include "synapses.h"
#include "team.h"

/* Most blocks of a partition: its arrivals stay in a core's cache, and 16 bits hold a target. */
enum { PARTITION_BLOCKS = 256 };

typedef struct population {
  fim_population_t spec; /* params points to params below */
  double params[AEIF_PARAMETERS];
  aeif_t neuron;
  int64_t first_id;       /* global id of neuron 0 */
  int64_t *first_block;   /* [partitions + 1] this rank's blocks by owner */
  rank_share_t share;     /* its blocks by rank */
  int32_t cluster, place; /* its cluster, and which of the cluster's populations it is */
  /* Spikes of other ranks, [mirrors] by the thread that unpacked them; none without other ranks. */
  const spike_history_t *mirror;
  int32_t mirrors, mirror_place;
} population_t;

/* Threads that meet. */
typedef struct group {
  barrier_t barrier;
  int32_t first_thread, threads;
} group_t;

typedef struct cluster {
  int32_t *population; /* [populations] ascending */
  int64_t blocks;      /* of this rank; 0: none */
  int32_t populations;
  int32_t interval; /* steps from one meeting of its threads to the next: its shortest delay */
  int32_t group;
  int32_t first_partition, partitions, partitions_per_thread;
  atomic_llong stop; /* intervals that end after this step do not run */
} cluster_t;

/* One partition's part of a population. */
typedef struct slice {
  int64_t first;  /* neuron of the population */
  int64_t size;   /* 0: none */
  int64_t padded; /* size rounded up to whole vectors */
  aeif_state_t state;
} slice_t;

/* A recorded neuron that a partition owns. */
typedef struct probe {
  int32_t recorder, column;
  int64_t local; /* index in the slice */
} probe_t;

/* Why a partition stopped; code FIM_OK if it did not. */
typedef struct failure {
  int32_t code;
  int64_t step, neuron; /* global id */
  char text[200];
} failure_t;

typedef struct partition {
  const cluster_t *cluster;
  slice_t *slice;       /* [populations] those of other clusters are empty */
  synapses_t *synapses; /* [projections] */
  probe_t *probe;       /* [probes] */
  void *memory;         /* state of all slices */
  spike_history_t history;
  failure_t failure;
  int64_t bytes, synapse_count;
  int32_t probes;
} __attribute__((aligned(64))) partition_t;

typedef struct input {
  fim_input_t spec;
  int64_t groups;    /* blocks of its populations */
  double copies_gap; /* of the recipe that is at the port, if one is */
} input_t;

typedef struct recorder {
  fim_recorder_t spec; /* its arrays are copies */
  double *sample;      /* [rows][variables][neurons] */
  int64_t rows;
  int32_t *owner; /* [neurons] rank of each; NULL without other ranks */
} recorder_t;

struct fim_spiking {
  const fim_kernels_t *kernels;
  uint64_t seed;
  double dt;
  int32_t threads, max_steps;
  bool bound; /* thread i runs on processor i */
  int32_t populations, projections, inputs, recorders, clusters, groups, partitions;
  population_t *population;
  fim_projection_t *projection;
  input_t *input;
  recorder_t *recorder;
  cluster_t *cluster;
  int32_t *clustered; /* [populations] by cluster */
  group_t *group;
  team_t *team;      /* one member per thread */
  double **arrivals; /* [threads] in_ex and in_in of the partition that a thread is at */
  int64_t *arrivals_bytes;
  partition_t *partition; /* NULL before build */
  int64_t neurons, step;
  int64_t first_step; /* of the last advance */
  bool failed;
  fim_exchange_t *exchange;
  struct ranks *ranks; /* ranks.h; NULL: the network has this rank only */
  int32_t rank;
};

/* partition_failure.c: records the failure of a partition, its first one counts; returns code. */
int32_t partition_fail(partition_t *partition, int32_t code, int64_t step, int64_t neuron, const char *text);

/* Whether x is earlier in the network's order: a step's integration comes before what arrives at its end. */
bool failure_precedes(const failure_t *x, const failure_t *y);

/* partition_steps.c: steps [from, to) of a partition, but for what arrives at the end of the last one. */
int32_t partition_run(const fim_spiking_t *net, partition_t *partition, int64_t from, int64_t to,
                      const void *const *packets);

/* What arrives at the end of an advance, after its last step. */
int32_t partition_finish(const fim_spiking_t *net, partition_t *partition, int64_t end, const void *const *packets);

/* spiking_build.c: frees all that fim_spiking_build made. */
void spiking_unbuild(fim_spiking_t *net);

/* cluster.c: makes clusters, crews of ranks, groups of threads and the numbers of partitions; FIM_E_MEMORY. */
int32_t cluster_divide(fim_spiking_t *net);
void cluster_free(fim_spiking_t *net);

/* Intervals of the cluster that end after this step shall not run. */
void cluster_stop_after(cluster_t *cluster, int64_t end);

/* partition.c: divides the blocks of every population; FIM_E_MEMORY. */
int32_t partition_divide(fim_spiking_t *net);

/* Neurons of a partition in whole vectors. */
int64_t partition_neurons(const fim_spiking_t *net, int32_t index);

/*
 * Allocates and initialises what one partition owns, by its own thread. arrivals: [2 partition_neurons] zeros. Failures
 * go to partition->failure.
 */
int32_t partition_build(fim_spiking_t *net, int32_t index, double *arrivals);

void partition_free(const fim_spiking_t *net, partition_t *partition);

/* connectivity.c: draws one partition's synapses of a projection. */
int32_t connectivity_build(const fim_spiking_t *net, partition_t *partition, int32_t projection);

/* integrate.c: one step of the neurons of a slice; their spikes go to the history. FIM_E_NUMERIC, FIM_E_MEMORY. */
int32_t integrate_slice(const fim_spiking_t *net, partition_t *partition, int32_t population, int64_t step);

/* Adds a partition's arrivals to its conductances. */
void integrate_arrivals(const fim_spiking_t *net, const partition_t *partition);

/* deliver_projections.c: adds what arrives over synapses in a step to in_ex and in_in. */
void deliver_projections(const fim_spiking_t *net, const partition_t *partition, int64_t step);

/* deliver.c: adds what arrives at a partition's neurons in a step to in_ex and in_in. */
int32_t deliver_step(const fim_spiking_t *net, partition_t *partition, int64_t step, const void *const *packets);

/* spiking_output.c: number of this rank's spikes of a population in a step of the last advance, ids, and offsets in ms.
 */
int64_t network_spikes(const fim_spiking_t *net, int32_t population, int64_t step);
void network_copy_spikes(const fim_spiking_t *net, int32_t population, int64_t step, uint32_t *id);
void network_copy_offsets(const fim_spiking_t *net, int32_t population, int64_t step, double *offset_ms);

/* Steps that a spike history has to hold. */
int64_t network_history_slots(const fim_spiking_t *net);

/* Blocks of populations [first, first + count). */
int64_t network_blocks(const fim_spiking_t *net, int32_t first, int32_t count);

static inline bool network_has_populations(const fim_spiking_t *net, int32_t first, int32_t count) {
  return first >= 0 && count >= 1 && count <= net->populations && first <= net->populations - count;
}

/* A thread's partitions of a cluster, [first, end). */
typedef struct range {
  int32_t first, end;
} range_t;

/* None if the thread belongs to another group. */
static inline range_t cluster_owned(const fim_spiking_t *net, const cluster_t *cluster, int32_t thread) {
  const group_t *group = &net->group[cluster->group];
  int32_t rank = thread - group->first_thread;
  if (rank < 0 || rank >= group->threads) {
    return (range_t){0, 0};
  }
  int32_t first = cluster->first_partition + rank * cluster->partitions_per_thread;
  return (range_t){first, first + cluster->partitions_per_thread};
}

/* Where input of a weight's sign is added. */
static inline double *slice_arrivals(const slice_t *slice, double weight) {
  return weight > 0.0 ? slice->state.in_ex : slice->state.in_in;
}

/* Index of the first sample at or after a step. */
static inline int64_t recorder_row(const recorder_t *recorder, int64_t step) {
  return step / recorder->spec.interval_steps;
}

#endif
