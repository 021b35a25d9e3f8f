/* waiter.c: waiting in three stages: test, test and yield, test and sleep. */
#include "waiter.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

#include "error.h"

/*
 * The first tests, some microseconds, cover what messages take between two cores. Where Open MPI knows that ranks share
 * cores each test yields by itself; yielding once more would pass the core on twice between two tests. Yielding covers
 * what the other ranks and threads of a core take in turn. Sleeps are a share of the time waited so far, so that a wait
 * is at most that much longer than it has to be.
 */
enum { TESTS = 50, YIELD_NS = 1000000, SLEEP_SHARE = 16, LONGEST_SLEEP_NS = 500000, SLACK_NS = 1000 };

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void waiter_init(waiter_t *waiter, const fim_exchange_t *exchange, int64_t timeout_ns) {
  waiter->exchange = exchange;
  waiter->timeout_ns = timeout_ns;
  waiter->reason[0] = '\0';
  atomic_init(&waiter->aborted, 0);
}

void waiter_abort(waiter_t *waiter, const char *reason) {
  int before = 0;
  if (atomic_compare_exchange_strong(&waiter->aborted, &before, 1)) {
    snprintf(waiter->reason, sizeof waiter->reason, "%s", reason ? reason : "no reason given");
    atomic_store_explicit(&waiter->aborted, 2, memory_order_release);
  }
}

int32_t waiter_check(waiter_t *waiter) {
  if (atomic_load_explicit(&waiter->aborted, memory_order_acquire) == 2) {
    return fim_fail(FIM_E_LINK, "exchange between ranks aborted: %s", waiter->reason);
  }
  return FIM_OK;
}

int32_t mpi_fail(int error, const char *doing) {
  char text[MPI_MAX_ERROR_STRING] = "";
  int length = 0;
  MPI_Error_string(error, text, &length);
  return fim_fail(FIM_E_LINK, "%s: %s", doing, text);
}

/* Linux lets a sleep end up to 50 us late, to save power, unless the thread asks for less. */
static void sleep_ns(int64_t ns) {
  int slack = prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0);
  prctl(PR_SET_TIMERSLACK, SLACK_NS, 0, 0, 0);
  nanosleep(&(struct timespec){.tv_nsec = ns}, NULL);
  prctl(PR_SET_TIMERSLACK, slack > 0 ? slack : 0, 0, 0, 0);
}

static void rest(int tests, int64_t waited) {
  if (waited >= YIELD_NS) {
    int64_t ns = waited / SLEEP_SHARE;
    sleep_ns(ns < LONGEST_SLEEP_NS ? ns : LONGEST_SLEEP_NS);
  } else if (tests >= TESTS) {
    sched_yield();
  }
}

/* Of a failed MPI_Testall the statuses tell whose fault it was. */
static int error_of(int error, int count, const MPI_Status *statuses) {
  for (int i = 0; error == MPI_ERR_IN_STATUS && i < count; i++) {
    if (statuses[i].MPI_ERROR != MPI_SUCCESS && statuses[i].MPI_ERROR != MPI_ERR_PENDING) {
      return statuses[i].MPI_ERROR;
    }
  }
  return error;
}

int32_t waiter_await(waiter_t *waiter, int count, MPI_Request *requests, MPI_Status *statuses) {
  int64_t begin = now_ns();
  for (int tests = 1;; tests += tests < TESTS) {
    int done = 0;
    int error = MPI_Testall(count, requests, &done, statuses);
    if (error != MPI_SUCCESS) {
      return mpi_fail(error_of(error, count, statuses), "no exchange with other ranks");
    }
    if (done) {
      return FIM_OK;
    }
    int32_t code = waiter_check(waiter);
    if (code != FIM_OK) {
      return code;
    }
    int64_t waited = now_ns() - begin;
    if (waited > waiter->timeout_ns) {
      return WAITER_TIMED_OUT;
    }
    rest(tests, waited);
  }
}
