/*
 * relay.h: how the ranks of a group give each other the spikes of some populations, and where they keep those of
 * others.
 *
 * What arrives is unpacked by all threads, each the messages of some ranks into a mirror of its own: a spike history
 * that projections read beside those of the rank's partitions (deliver_projections.c).
 */
#ifndef FIMBRIA_SRC_RELAY_H
#define FIMBRIA_SRC_RELAY_H

#include "network.h"
#include "spike_message.h"

/* Steps [from, to) whose spikes are on their way. */
typedef struct flight {
  int64_t from, to;
} flight_t;

typedef struct relay {
  int32_t first_rank, ranks; /* ranks 0: nothing to relay */
  int32_t group[2];          /* exchange's numbers, so that one exchange can begin before the last one's end */
  int32_t *sent;             /* [cells] populations, ascending: a step's cells */
  int32_t *kept;             /* [kept_cells] those among the cells that have targets here */
  int32_t cells, kept_cells;
  spike_history_t *mirror; /* [threads] of the kept populations, NULL if there are none */
  /* Per rank of the group: an exchange gives a message of each. */
  spike_reader_t *reader; /* [ranks] */
  fim_received_t received;
  flight_t flight[2], arrived; /* arrived: what received is about */
  byte_buffer_t message;
  bool stop;          /* a rank of the group has failed */
  atomic_int failure; /* FIM_E_LINK or FIM_E_MEMORY of unpacking */
} relay_t;

/* Whether a projection's spikes go over a relay. */
typedef bool relay_test_t(const fim_spiking_t *net, const fim_projection_t *projection);

/* For the projections that pass the test; leaves ranks 0 if there are none. groups: 1 or 2, made. Sets mirrors. */
int32_t relay_create(fim_spiking_t *net, relay_t *relay, relay_test_t *test, flight_t ranks, int32_t groups);
void relay_free(const fim_spiking_t *net, relay_t *relay);
int64_t relay_bytes(const fim_spiking_t *net, const relay_t *relay);

/* Begins to exchange this rank's spikes of a flight; failed: none, but the others shall stop. By the calling thread. */
int32_t relay_begin(fim_spiking_t *net, relay_t *relay, int32_t group, flight_t flight, bool failed);

/* Waits for the end of what was begun in a group. By the calling thread. */
int32_t relay_end(fim_spiking_t *net, relay_t *relay, int32_t group);

/* Fills a thread's mirror, unless a rank has failed; a failure here goes to relay->failure. */
void relay_unpack(const fim_spiking_t *net, relay_t *relay, int32_t thread);

/* The failure of unpacking, with its text. */
int32_t relay_check(const relay_t *relay);

#endif
