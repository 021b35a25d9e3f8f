/* team.c: a team's threads wait for a task, work on it, and report back. */
#define _GNU_SOURCE /* names of threads */
#include "team.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "barrier.h"
#include "fimbria/abi.h"

typedef struct member {
  team_t *team;
  pthread_t thread;
  int32_t number;
} member_t;

struct team {
  phase_t start, finish;
  _Alignas(64) atomic_int working;
  team_task_t *task; /* NULL: the end */
  void *argument;
  int32_t threads; /* beside the caller */
  member_t *member;
};

/* A thread starts with its maker's name: "spiking" becomes "spiking.1" in the system's lists. */
static void name_thread(int32_t number) {
#if defined(__linux__)
  enum { SYSTEM_LIMIT = 16 };
  char name[SYSTEM_LIMIT] = "";
  char numbered[SYSTEM_LIMIT + 16];
  pthread_getname_np(pthread_self(), name, sizeof name);
  snprintf(numbered, sizeof numbered, "%.10s.%d", name, number);
  numbered[SYSTEM_LIMIT - 1] = '\0';
  pthread_setname_np(pthread_self(), numbered);
#else
  (void)number;
#endif
}

static void *work(void *argument) {
  const member_t *member = argument;
  team_t *team = member->team;
  name_thread(member->number);
  for (unsigned seen = 0;; seen++) {
    phase_await(&team->start, seen);
    if (team->task == NULL) {
      return NULL;
    }
    team->task(team->argument, member->number);
    if (atomic_fetch_sub(&team->working, 1) == 1) {
      phase_advance(&team->finish);
    }
  }
}

/* Signals stay with the caller's process: a member must not run its handlers. */
static int start_thread(member_t *member) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failure = pthread_create(&member->thread, NULL, work, member);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return failure;
}

int32_t team_create(int32_t members, team_t **out) {
  *out = NULL;
  team_t *team = aligned_alloc(_Alignof(team_t), sizeof *team);
  member_t *member = calloc((size_t)members, sizeof *member);
  if (team == NULL || member == NULL) {
    free(team);
    free(member);
    return FIM_E_MEMORY;
  }
  memset(team, 0, sizeof *team);
  team->member = member;
  phase_init(&team->start);
  phase_init(&team->finish);
  for (int32_t i = 0; i < members - 1; i++) {
    member[i] = (member_t){.team = team, .number = i + 1};
    if (start_thread(&member[i]) != 0) {
      team_destroy(team);
      return FIM_E_MEMORY;
    }
    team->threads = i + 1;
  }
  *out = team;
  return FIM_OK;
}

void team_run(team_t *team, team_task_t *task, void *argument) {
  unsigned before = atomic_load(&team->finish.value);
  team->task = task;
  team->argument = argument;
  atomic_store(&team->working, team->threads);
  if (team->threads > 0) {
    phase_advance(&team->start);
  }
  task(argument, 0);
  if (team->threads > 0) {
    phase_await(&team->finish, before);
  }
}

void team_destroy(team_t *team) {
  if (team == NULL) {
    return;
  }
  team->task = NULL;
  phase_advance(&team->start);
  for (int32_t i = 0; i < team->threads; i++) {
    pthread_join(team->member[i].thread, NULL);
  }
  phase_destroy(&team->start);
  phase_destroy(&team->finish);
  free(team->member);
  free(team);
}
