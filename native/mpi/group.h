/*
 * group.h: gives each rank of a group what all its ranks have, by point-to-point messages in rounds.
 *
 * A rank that has the blocks of `step` ranks, from itself on, receives those of the next step, from up to radix - 1
 * ranks at once (Bruck et al. 1997, doi 10.1109/71.642949, with blocks of any size). A group of up to radix ranks: all
 * pairs, one round, so that everything is under way after group_begin. Larger ones: log_radix(ranks) rounds. Each byte
 * arrives once. benchmarks/exchange compares it with MPI's collectives.
 */
#ifndef FIMBRIA_MPI_GROUP_H
#define FIMBRIA_MPI_GROUP_H

#include "fimbria/exchange.h"
#include "row.h"

typedef struct group {
  int first, ranks; /* of the exchange; place: this rank's in the group */
  int place, radix;
  links_t links;     /* in and out alike: one for each distance to a rank that is received from, nearest first */
  row_t row;         /* this rank's block and those after it */
  const void **data; /* [ranks] per rank of the group, what arrived; the one size of "all ranks" that everybody needs */
  int64_t *bytes;    /* [ranks] */
  bool under_way;
} group_t;

/* Ranks [first, first + ranks) of the communicator, of which rank is one. tag(owner, peer): that of a new link. */
int32_t group_create(waiter_t *waiter, MPI_Comm communicator, int rank, int first, int ranks, int radix,
                     int (*tag)(const void *owner, int peer), const void *owner, group_t **out);

int32_t group_begin(group_t *group, const void *data, int64_t bytes);
int32_t group_end(group_t *group, fim_received_t *received);

/* See links_free; *stuck becomes true when an exchange is under way, too. */
void group_destroy(group_t *group, bool *stuck);

#endif
