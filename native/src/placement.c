/* placement.c: the processors of the process, and the calling thread's part of them. */
#define _GNU_SOURCE /* processor sets */
#include "fimbria/placement.h"

#include <sched.h>
#include <stdbool.h>
#include <time.h>

#include "error.h"

#if defined(__linux__)
#include <pthread.h>
#include <sys/prctl.h>
#include <unistd.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static cpu_set_t allowed;
static bool shared; /* other processes have the rest of them */

/* The first thread's: it is the one that nobody binds, and what others inherit. */
static void find_allowed(void) {
  if (sched_getaffinity(getpid(), sizeof allowed, &allowed) != 0) {
    CPU_ZERO(&allowed);
  }
}

/* The system's number of a processor. */
static int number_of(int32_t processor) {
  int number = 0;
  for (int32_t left = processor; left > 0 || !CPU_ISSET(number, &allowed); number++) {
    left -= CPU_ISSET(number, &allowed) ? 1 : 0;
  }
  return number;
}

/* Placement is for speed: a system that refuses it runs the thread elsewhere. */
static void run_on(const cpu_set_t *set) {
  (void)sched_setaffinity(0, sizeof *set, set);
}

int32_t fim_processors(void) {
  pthread_once(&once, find_allowed);
  int count = CPU_COUNT(&allowed);
  return count > 0 ? count : 1;
}

static void use_processors(int32_t first, int32_t count) {
  cpu_set_t used;
  CPU_ZERO(&used);
  for (int32_t i = 0; i < count; i++) {
    CPU_SET(number_of(first + i), &used);
  }
  shared = !CPU_EQUAL(&used, &allowed);
  allowed = used;
}

static bool can_place(void) {
  return fim_processors() > 1 || shared;
}

static void bind_thread(int32_t processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(number_of(processor), &set);
  run_on(&set);
}

static void keep_thread_off(int32_t processor) {
  if (fim_processors() < 2) {
    return;
  }
  cpu_set_t set = allowed;
  CPU_CLR(number_of(processor), &set);
  run_on(&set);
}

/* A thread that cannot do without slack sleeps a little longer. */
static void give_up_slack(void) {
  (void)prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
}

#else

int32_t fim_processors(void) {
  return 1;
}

static void use_processors(int32_t first, int32_t count) {
  (void)first;
  (void)count;
}

static bool can_place(void) {
  return false;
}

static void bind_thread(int32_t processor) {
  (void)processor;
}

static void keep_thread_off(int32_t processor) {
  (void)processor;
}

static void give_up_slack(void) {}

#endif

static int32_t check_processor(int32_t processor, const char *function) {
  int32_t processors = fim_processors();
  if (processor < 0 || processor >= processors) {
    return fim_fail(FIM_E_ARGUMENT, "%s: processor = %d, allowed 0 to %d", function, processor, processors - 1);
  }
  return FIM_OK;
}

int32_t fim_use_processors(int32_t first, int32_t count) {
  int32_t processors = fim_processors();
  if (first < 0 || count < 1 || count > processors - first) {
    return fim_fail(FIM_E_ARGUMENT, "fim_use_processors: %d from %d on, allowed: of 0 to %d", count, first,
                    processors - 1);
  }
  use_processors(first, count);
  return FIM_OK;
}

int32_t fim_bind_thread(int32_t processor) {
  int32_t code = check_processor(processor, "fim_bind_thread");
  if (code == FIM_OK && can_place()) {
    bind_thread(processor);
  }
  return code;
}

int32_t fim_keep_thread_off(int32_t processor) {
  int32_t code = check_processor(processor, "fim_keep_thread_off");
  if (code == FIM_OK && can_place()) {
    keep_thread_off(processor);
  }
  return code;
}

int32_t fim_nap(int64_t ns) {
  static _Thread_local bool exact;
  const int64_t second = 1000000000;
  if (ns < 0) {
    return fim_fail(FIM_E_ARGUMENT, "fim_nap: ns = %lld, allowed 0 or more", (long long)ns);
  }
  if (ns == 0) {
    (void)sched_yield();
    return FIM_OK;
  }
  if (!exact) {
    give_up_slack();
    exact = true;
  }
  struct timespec length = {.tv_sec = (time_t)(ns / second), .tv_nsec = (long)(ns % second)};
  (void)nanosleep(&length, NULL);
  return FIM_OK;
}
