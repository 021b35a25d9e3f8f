/* ranks_fixture.h: networks over ranks that are threads, for the tests of the spiking engine. */
#ifndef FIMBRIA_TEST_RANKS_FIXTURE_H
#define FIMBRIA_TEST_RANKS_FIXTURE_H

#include <pthread.h>
#include <stdio.h>

#include "spiking_fixture.h"
#include "thread_exchange.h"

enum { MOST_RANKS = 8, TEXT = 300 };

/* Adds populations and so on to a network that is new; the same for every rank. Returns the first failure. */
typedef int32_t fill_t(fim_spiking_t *net, const void *what);

/* What a rank does after it was built; a follower's result is its number of calls. */
typedef int32_t lead_t(fim_spiking_t *net, void *argument);

typedef struct job {
  fill_t *fill;
  const void *what;
  lead_t *lead;                            /* rank 0 */
  void *argument;                          /* of lead */
  void (*after)(fim_spiking_t *, int32_t); /* every rank, with its number, before it ends; or NULL */
  int32_t ranks, threads, max_steps;
} job_t;

/* How a rank fared. */
typedef struct outcome {
  int32_t code;
  int64_t steps; /* of a follower, in all */
  char text[TEXT];
} outcome_t;

typedef struct member {
  const job_t *job;
  hub_t *hub;
  outcome_t *outcome;
  int32_t rank;
} member_t;

static inline int32_t follow(fim_spiking_t *net, int64_t *steps) {
  int32_t some;
  int32_t code = fim_spiking_follow(net, &some);
  for (; code == FIM_OK && some > 0; code = fim_spiking_follow(net, &some)) {
    *steps += some;
  }
  return code;
}

static inline void *run_member(void *argument) {
  const member_t *member = argument;
  const job_t *job = member->job;
  outcome_t *outcome = member->outcome;
  fim_exchange_t *exchange = hub_rank(member->hub, member->rank);
  fim_spiking_t *net;
  int32_t code = fim_spiking_create(77, 0.1, job->threads, job->max_steps, &net);
  code = code == FIM_OK ? job->fill(net, job->what) : code;
  code = code == FIM_OK ? fim_spiking_set_exchange(net, exchange) : code;
  code = code == FIM_OK ? fim_spiking_build(net) : code;
  if (code == FIM_OK) {
    code = member->rank == 0 ? job->lead(net, job->argument) : follow(net, &outcome->steps);
  }
  outcome->code = code;
  snprintf(outcome->text, sizeof outcome->text, "%s", code == FIM_OK ? "" : fim_error_text());
  if (code == FIM_E_LINK) {
    fim_exchange_abort(exchange, "a rank has ended"); /* as a program does that hears of it */
  }
  if (job->after != NULL) {
    job->after(net, member->rank);
  }
  if (code == FIM_OK && member->rank == 0) {
    fim_spiking_end(net);
  }
  fim_spiking_destroy(net);
  fim_exchange_destroy(exchange);
  return NULL;
}

/* Runs all ranks to their ends. outcome: [ranks] written. */
static inline void run_job(const job_t *job, hub_t *hub, outcome_t *outcome) {
  pthread_t thread[MOST_RANKS];
  member_t member[MOST_RANKS];
  memset(outcome, 0, (size_t)job->ranks * sizeof *outcome);
  for (int32_t rank = 0; rank < job->ranks; rank++) {
    member[rank] = (member_t){job, hub, &outcome[rank], rank};
    assert_int_equal(pthread_create(&thread[rank], NULL, run_member, &member[rank]), 0);
  }
  for (int32_t rank = 0; rank < job->ranks; rank++) {
    pthread_join(thread[rank], NULL);
  }
}

#endif
