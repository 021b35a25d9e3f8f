/*
 * ranks.h: this rank's side of a network over ranks (fim_spiking_set_exchange).
 *
 * Rank 0 leads. An advance: the lead broadcasts steps and packets (ranks_input.c); every rank runs its partitions, and
 * those of a crew relay their spikes once per interval (relay.c, spiking_crew.c); spikes to other crews are relayed at
 * the end; then the lead gathers failures, spikes and samples (ranks_output.c).
 */
#ifndef FIMBRIA_SRC_RANKS_H
#define FIMBRIA_SRC_RANKS_H

#include <time.h>

#include "relay.h"

/* What the lead reads of one rank's message while it puts the spikes in order. */
typedef struct sender {
  spike_reader_t reader;
  const uint8_t *offset, *offset_end, *sample, *sample_end; /* of those that are left */
} sender_t;

/* The spikes of all ranks in the last advance, by step and population. */
typedef struct collected {
  int64_t *bound; /* [max_steps * populations + 1] */
  uint32_t *id;   /* [capacity] */
  double *offset; /* [capacity] ms, NULL if no population has exact spike times */
  int64_t capacity;
} collected_t;

typedef struct ranks {
  fim_exchange_t *exchange;
  relay_t crew;            /* once per interval, among the ranks that share a cluster */
  relay_t far;             /* once per advance, among all */
  const cluster_t *shared; /* the cluster that crew is for, or NULL */
  byte_buffer_t message;
  byte_buffer_t input; /* followers: packets of the advance */
  const void **packet; /* [inputs] followers: in input, or NULL */
  /* Lead only. One sender per rank, since each rank's message is read at its own place. */
  sender_t *sender; /* [ranks] */
  collected_t collected;
  failure_t failure;   /* the first one of all ranks */
  int32_t failed_rank; /* whose, or -1 */
  int32_t code;        /* why the exchange has failed; then no more calls of it */
  int32_t begin_code;  /* the same, before the other threads know */
  bool ended;          /* the lead has told so, or was told */
  bool exact;          /* a population has exact spike times */
  int64_t wait_ns, io_ns;
} ranks_t;

static inline int64_t ranks_clock(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

/* exchange_dry.c: whether the other ranks are simulated. */
bool exchange_is_dry(const fim_exchange_t *exchange);

/* Tells a dry exchange its network. */
void exchange_dry_join(fim_exchange_t *exchange, const fim_spiking_t *net);

/* In a dry run this rank leads, whichever it is. */
static inline bool ranks_lead(const fim_spiking_t *net) {
  return net->rank == 0 || exchange_is_dry(net->exchange);
}

/* ranks.c: after the partitions are known; makes the exchange's groups, with the other ranks. */
int32_t ranks_create(fim_spiking_t *net);
void ranks_free(fim_spiking_t *net);
int64_t ranks_bytes(const fim_spiking_t *net);

/* Of them, what only the lead has. */
int64_t ranks_lead_bytes(const fim_spiking_t *net);

/* Gives spikes of the advance to other crews. failed: this rank has failed, and gives none. */
int32_t ranks_relay_far(fim_spiking_t *net, bool failed);

/* ranks_input.c: the lead's steps and packets; steps 0: the end. */
int32_t ranks_send_input(fim_spiking_t *net, int32_t steps, const void *const *packets);

/* Waits for them; packets go to net->ranks->packet. steps: written. */
int32_t ranks_receive_input(fim_spiking_t *net, int32_t *steps);

/* spiking_advance.c: an advance, whose input is known; failure: this rank's first, or NULL. The exchange's failure. */
int32_t spiking_run(fim_spiking_t *net, int32_t steps, const void *const *packets, const failure_t **failure);

/* The head of what a rank gives the lead at the end of an advance (ranks_output.c). */
typedef struct output_head {
  int64_t spike_bytes, offsets, samples;
  int32_t end; /* enum end */
  int32_t reserved;
} output_head_t;

/* ranks_output.c: failures, spikes and samples of the advance go to the lead. failure: this rank's, or NULL. */
int32_t ranks_gather(fim_spiking_t *net, const failure_t *failure);

/* relay.c: appends a message with this rank's spikes of so many populations (NULL: all in order). FIM_E_MEMORY. */
int32_t relay_write(const fim_spiking_t *net, byte_buffer_t *out, const int32_t *population, int32_t populations,
                    flight_t flight, bool failed);

/* spiking_crew.c: runs a shared cluster to the end of the advance, called by all threads; packets as in advance. */
void crew_run(fim_spiking_t *net, cluster_t *cluster, int32_t thread, int64_t end, const void *const *packets);

#endif
