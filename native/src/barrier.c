/* barrier.c: waiting in three stages, on C11 atomics and a condition variable. */
#include "barrier.h"

#include <sched.h>

/* About 10 us of spinning (a pause takes some 40 to 140 cycles), then as many of yielding if the core is free. */
enum { SPINS = 100, YIELDS = 50 };

void phase_init(phase_t *phase) {
  atomic_init(&phase->value, 0);
  atomic_init(&phase->sleepers, 0);
  pthread_mutex_init(&phase->mutex, NULL);
  pthread_cond_init(&phase->changed, NULL);
}

void phase_destroy(phase_t *phase) {
  pthread_cond_destroy(&phase->changed);
  pthread_mutex_destroy(&phase->mutex);
}

/* Either a sleeper sees the new value before it sleeps, or it is seen here: both sides write first, then read. */
void phase_advance(phase_t *phase) {
  atomic_fetch_add(&phase->value, 1);
  if (atomic_load(&phase->sleepers) > 0) {
    pthread_mutex_lock(&phase->mutex);
    pthread_cond_broadcast(&phase->changed);
    pthread_mutex_unlock(&phase->mutex);
  }
}

static void pause_core(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void sleep_until_changed(phase_t *phase, unsigned old) {
  pthread_mutex_lock(&phase->mutex);
  atomic_fetch_add(&phase->sleepers, 1);
  while (atomic_load(&phase->value) == old) {
    pthread_cond_wait(&phase->changed, &phase->mutex);
  }
  atomic_fetch_sub(&phase->sleepers, 1);
  pthread_mutex_unlock(&phase->mutex);
}

void phase_await(phase_t *phase, unsigned old) {
  for (int turn = 0; turn < SPINS + YIELDS; turn++) {
    if (atomic_load_explicit(&phase->value, memory_order_acquire) != old) {
      return;
    }
    if (turn < SPINS) {
      pause_core();
    } else {
      sched_yield();
    }
  }
  sleep_until_changed(phase, old);
}

void barrier_init(barrier_t *barrier, int threads) {
  phase_init(&barrier->phase);
  atomic_init(&barrier->waiting, 0);
  barrier->threads = threads;
}

void barrier_destroy(barrier_t *barrier) {
  phase_destroy(&barrier->phase);
}

void barrier_wait(barrier_t *barrier) {
  unsigned phase = atomic_load_explicit(&barrier->phase.value, memory_order_relaxed);
  if (atomic_fetch_add_explicit(&barrier->waiting, 1, memory_order_acq_rel) == barrier->threads - 1) {
    atomic_store_explicit(&barrier->waiting, 0, memory_order_relaxed);
    phase_advance(&barrier->phase);
  } else {
    phase_await(&barrier->phase, phase);
  }
}
