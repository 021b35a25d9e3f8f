/* waiter.h: waiting for MPI requests: bounded, to be aborted by any thread, and without keeping a core busy. */
#ifndef FIMBRIA_MPI_WAITER_H
#define FIMBRIA_MPI_WAITER_H

#include <mpi.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "fimbria/exchange.h"

enum { WAITER_TIMED_OUT = 1, WAITER_REASON = 256 };

typedef struct waiter {
  int64_t timeout_ns;
  const fim_exchange_t *exchange; /* whose waits these are: it knows the names of ranks */
  atomic_int aborted;             /* 0: no; 1: the reason is being written; 2: yes */
  char reason[WAITER_REASON];
} waiter_t;

void waiter_init(waiter_t *waiter, const fim_exchange_t *exchange, int64_t timeout_ns);

/* The first reason stays. */
void waiter_abort(waiter_t *waiter, const char *reason);

/* FIM_OK, or FIM_E_LINK with the reason when it was aborted. */
int32_t waiter_check(waiter_t *waiter);

/* Waits for all of count requests. FIM_OK, FIM_E_LINK, or WAITER_TIMED_OUT, of which the caller makes a text. */
int32_t waiter_await(waiter_t *waiter, int count, MPI_Request *requests, MPI_Status *statuses);

/* FIM_E_LINK with MPI's text for its error code. doing: "cannot send". */
int32_t mpi_fail(int error, const char *doing);

#endif
