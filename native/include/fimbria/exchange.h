/*
 * exchange.h: how the ranks of a spiking network meet: processes that each integrate a share of its neurons.
 *
 * The engine (spiking.h) calls these functions and knows nothing of what is behind them. All are called by the thread
 * that calls the engine, except abort. Every wait is bounded by the exchange's time-out, ends when the exchange is
 * aborted, and does not keep a core busy for long. Errors: FIM_E_LINK with a text that names the rank that does not
 * answer, where it is known; FIM_E_MEMORY. After an error only abort and destroy may be called.
 */
#ifndef FIMBRIA_EXCHANGE_H
#define FIMBRIA_EXCHANGE_H

#include <stddef.h>

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fim_exchange fim_exchange_t;

/* What a rank received: of each rank of the group, in order, bytes[i] bytes at data[i]. */
typedef struct fim_received {
  const void *const *data;
  const int64_t *bytes;
  int32_t count;
  int32_t reserved;
} fim_received_t;

struct fim_exchange {
  int32_t rank, ranks;
  const int32_t *name; /* [ranks] what texts call them; NULL: as they are numbered here */

  /* Makes a group of ranks [first, first + ranks); called by its members, in the same order. group: its number. */
  int32_t (*make_group)(fim_exchange_t *self, int32_t first, int32_t ranks, int32_t *group);

  /*
   * Begins to give each rank of a group what all its ranks have. data: copied before it returns. One exchange per group
   * may be under way; different groups are independent of each other.
   */
  int32_t (*begin_all)(fim_exchange_t *self, int32_t group, const void *data, int64_t bytes);

  /* Waits for its end. received: own data included, valid until the group's next begin_all. */
  int32_t (*end_all)(fim_exchange_t *self, int32_t group, fim_received_t *received);

  /* Rank 0 of all ranks gives the others data. received: NULL at rank 0; valid until the next call. */
  int32_t (*broadcast)(fim_exchange_t *self, const void *data, int64_t bytes, fim_received_t *received);

  /* All ranks give rank 0 data. received: at rank 0, own data included, valid until the next call; others: count 0. */
  int32_t (*gather)(fim_exchange_t *self, const void *data, int64_t bytes, fim_received_t *received);

  /* Ends all present and future waits with this reason; any thread, any time before destroy. */
  void (*abort)(fim_exchange_t *self, const char *reason);

  void (*destroy)(fim_exchange_t *self);
};

/* What texts call a rank. */
static inline int32_t fim_exchange_name(const fim_exchange_t *exchange, int32_t rank) {
  return exchange->name == NULL ? rank : exchange->name[rank];
}

/* For implementations in other libraries: sets this thread's fim_error_text and returns code. */
FIM_API int32_t fim_exchange_fail(int32_t code, const char *text);

#ifdef __cplusplus
}
#endif

#endif
