/*
 * rank_share.h: which blocks of a population a rank has, in closed form: no rank lists the others.
 *
 * Ranks of a crew get the same number of blocks, in order, and some one more. Who gets more goes on from population to
 * population, so that no rank of a crew has more than one block more than another.
 */
#ifndef FIMBRIA_SRC_RANK_SHARE_H
#define FIMBRIA_SRC_RANK_SHARE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct rank_share {
  int64_t blocks;
  int32_t first_rank, ranks; /* the crew */
  int32_t from;              /* rank of the crew that is the first to get one block more */
} rank_share_t;

/* Whom the crew's next population gives more first. */
static inline int32_t rank_share_next(const rank_share_t *share) {
  return (int32_t)((share->from + share->blocks % share->ranks) % share->ranks);
}

/* First block of a rank; of a rank before or behind the crew 0 or all blocks. */
static inline int64_t rank_share_first(const rank_share_t *share, int32_t rank) {
  int64_t place = (int64_t)rank - share->first_rank;
  place = place < 0 ? 0 : place > share->ranks ? share->ranks : place;
  int64_t more = share->blocks % share->ranks;
  int64_t end = share->from + more - share->ranks; /* of those at the crew's start, if it goes round */
  int64_t before = place < end ? place : end > 0 ? end : 0;
  int64_t after = place - share->from < 0 ? 0 : place - share->from;
  int64_t most = end > 0 ? more - end : more;
  return place * (share->blocks / share->ranks) + before + (after < most ? after : most);
}

static inline bool rank_share_has(const rank_share_t *share, int32_t rank) {
  return rank >= share->first_rank && rank - share->first_rank < share->ranks;
}

/* The rank that has a block. */
static inline int32_t rank_share_owner(const rank_share_t *share, int64_t block) {
  int32_t low = share->first_rank;
  int32_t high = share->first_rank + share->ranks - 1;
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    if (rank_share_first(share, middle + 1) <= block) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

#endif
