/*
 * tree.h: what rank 0 gives all others, and what all give rank 0, along a tree with up to radix - 1 children per level.
 *
 * On level `step` (1, radix, radix^2, ...) a rank that is a multiple of step * radix has the children rank + step,
 * rank + 2 step, ...; a child speaks for the ranks from itself to the next one. Up to radix ranks: rank 0 with each.
 */
#ifndef FIMBRIA_MPI_TREE_H
#define FIMBRIA_MPI_TREE_H

#include "fimbria/exchange.h"
#include "row.h"

typedef struct tree {
  int rank, ranks, radix;
  int children;
  int *child, *speaks_for; /* [children] a rank, and of how many; nearest first */
  links_t up, down;        /* towards rank 0, for gather; from it, for broadcast */
  row_t up_row, down_row;
  const void **data; /* [ranks at rank 0, else 1] per rank what it gave, or what rank 0 said */
  int64_t *bytes;
} tree_t;

enum { TREE_UP_TAG = 0, TREE_DOWN_TAG = 1, TREE_TAGS = 2 };

int32_t tree_create(waiter_t *waiter, MPI_Comm communicator, int rank, int ranks, int radix, tree_t **out);

int32_t tree_broadcast(tree_t *tree, const void *data, int64_t bytes, fim_received_t *received);
int32_t tree_gather(tree_t *tree, const void *data, int64_t bytes, fim_received_t *received);

/* See links_free. */
void tree_destroy(tree_t *tree, bool *stuck);

#endif
