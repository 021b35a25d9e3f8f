/* tree.c: one message per edge and call. */
#include "tree.h"

#include <stdlib.h>

#include "error.h"

/* Lists the children when child is not NULL; returns their number and sets the parent, -1 at rank 0. */
static int find_edges(const tree_t *tree, int *child, int *speaks_for, int *parent) {
  int count = 0;
  *parent = -1;
  for (int64_t step = 1; step < tree->ranks; step *= tree->radix) {
    int64_t above = step * tree->radix;
    if (tree->rank % above != 0) {
      *parent = (int)(tree->rank - tree->rank % above);
      break;
    }
    for (int64_t rank = tree->rank + step; rank < tree->ranks && rank < tree->rank + above; rank += step, count++) {
      if (child) {
        child[count] = (int)rank;
        speaks_for[count] = (int)(step < tree->ranks - rank ? step : tree->ranks - rank);
      }
    }
  }
  return count;
}

static int32_t connect(tree_t *tree, int parent) {
  int32_t code = FIM_OK;
  for (int i = 0; i < tree->children && code == FIM_OK; i++) {
    links_to(&tree->down, i, tree->child[i], TREE_DOWN_TAG);
    code = links_from(&tree->up, i, tree->child[i], TREE_UP_TAG);
  }
  if (parent >= 0 && code == FIM_OK) {
    links_to(&tree->up, 0, parent, TREE_UP_TAG);
    code = links_from(&tree->down, 0, parent, TREE_DOWN_TAG);
  }
  return code;
}

int32_t tree_create(waiter_t *waiter, MPI_Comm communicator, int rank, int ranks, int radix, tree_t **out) {
  tree_t *tree = calloc(1, sizeof *tree);
  if (!tree) {
    return fim_fail(FIM_E_MEMORY, "no memory for a tree of ranks");
  }
  int parent;
  tree->rank = rank;
  tree->ranks = ranks;
  tree->radix = radix;
  tree->children = find_edges(tree, NULL, NULL, &parent);
  size_t heard = rank == 0 ? (size_t)ranks : 1;
  tree->child = calloc((size_t)tree->children + 1, sizeof *tree->child);
  tree->speaks_for = calloc((size_t)tree->children + 1, sizeof *tree->speaks_for);
  tree->data = calloc(heard, sizeof *tree->data);
  tree->bytes = calloc(heard, sizeof *tree->bytes);
  int32_t code = FIM_OK;
  if (!tree->child || !tree->speaks_for || !tree->data || !tree->bytes) {
    code = fim_fail(FIM_E_MEMORY, "no memory for %d ranks", ranks);
  }
  if (code == FIM_OK) {
    find_edges(tree, tree->child, tree->speaks_for, &parent);
    code = links_init(&tree->up, waiter, communicator, tree->children, parent >= 0);
  }
  if (code == FIM_OK) {
    code = links_init(&tree->down, waiter, communicator, parent >= 0, tree->children);
  }
  if (code == FIM_OK) {
    code = connect(tree, parent);
  }
  if (code != FIM_OK) {
    bool stuck = false;
    tree_destroy(tree, &stuck);
    return code;
  }
  *out = tree;
  return FIM_OK;
}

int32_t tree_broadcast(tree_t *tree, const void *data, int64_t bytes, fim_received_t *received) {
  const char *message = NULL;
  int64_t length = 0;
  int32_t code = waiter_check(tree->down.waiter);
  if (code == FIM_OK) {
    code = links_flush(&tree->down); /* the last message */
  }
  if (code == FIM_OK && tree->rank == 0) {
    code = row_set(&tree->down_row, data, bytes);
    message = tree->down_row.blocks;
    length = tree->down_row.bytes;
  } else if (code == FIM_OK) {
    code = links_start(&tree->down);
    if (code == FIM_OK) {
      code = links_await(&tree->down, 0, 1);
    }
    message = tree->down.in[0].slot;
    length = tree->down.in[0].bytes;
  }
  /* The farthest child has the most to pass on. */
  for (int i = tree->children - 1; i >= 0 && code == FIM_OK; i--) {
    code = links_send(&tree->down, i, message, length);
  }
  if (code == FIM_OK) {
    code = links_settle(&tree->down);
  }
  if (code == FIM_OK && tree->rank != 0) {
    code = links_read(&tree->down, 0, 1, 0, 1, tree->data, tree->bytes);
    *received = (fim_received_t){.data = tree->data, .bytes = tree->bytes, .count = 1};
  }
  return code;
}

/* What the children gave: kept at rank 0, else put after this rank's block, which gives that of all in order. */
static int32_t take(tree_t *tree, int i) {
  if (tree->rank == 0) {
    return links_read(&tree->up, i, tree->speaks_for[i], tree->child[i], tree->ranks, tree->data, tree->bytes);
  }
  const incoming_t *in = &tree->up.in[i];
  return row_append(&tree->up_row, &tree->up, in->slot, in->bytes);
}

int32_t tree_gather(tree_t *tree, const void *data, int64_t bytes, fim_received_t *received) {
  int32_t code = waiter_check(tree->up.waiter);
  if (code == FIM_OK) {
    code = links_flush(&tree->up); /* the last message */
  }
  if (code == FIM_OK) {
    code = links_start(&tree->up);
  }
  if (code == FIM_OK) {
    code = row_set(&tree->up_row, data, bytes);
  }
  if (code == FIM_OK) {
    code = links_await(&tree->up, 0, tree->children);
  }
  for (int i = 0; i < tree->children && code == FIM_OK; i++) {
    code = take(tree, i);
  }
  *received = (fim_received_t){0};
  if (code == FIM_OK && tree->rank == 0) {
    tree->data[0] = tree->up_row.blocks + sizeof(int64_t);
    tree->bytes[0] = block_data(tree->up_row.blocks);
    *received = (fim_received_t){.data = tree->data, .bytes = tree->bytes, .count = tree->ranks};
  } else if (code == FIM_OK) {
    code = links_send(&tree->up, 0, tree->up_row.blocks, tree->up_row.bytes);
    if (code == FIM_OK) {
      code = links_settle(&tree->up);
    }
  }
  return code;
}

void tree_destroy(tree_t *tree, bool *stuck) {
  bool sending_up = false, sending_down = false;
  if (!*stuck) {
    links_flush(&tree->up);
    links_flush(&tree->down);
  }
  links_free(&tree->up, &sending_up);
  links_free(&tree->down, &sending_down);
  if (!sending_up) {
    free(tree->up_row.blocks);
  }
  if (!sending_down) {
    free(tree->down_row.blocks);
  }
  *stuck |= sending_up || sending_down;
  free(tree->child);
  free(tree->speaks_for);
  free(tree->data);
  free(tree->bytes);
  free(tree);
}
