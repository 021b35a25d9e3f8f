/*
 * barrier.h: where the threads of an advance meet: a sense-reversing barrier on C11 atomics.
 *
 * It spins briefly, since intervals are short and even, and then yields the core, so that more threads than cores
 * (another simulator, a second rank) do not bring the run to a halt.
 */
#ifndef FIMBRIA_SRC_BARRIER_H
#define FIMBRIA_SRC_BARRIER_H

#include <sched.h>
#include <stdatomic.h>

typedef struct barrier {
  _Alignas(64) atomic_int waiting;
  _Alignas(64) atomic_int phase;
  int threads;
} barrier_t;

enum { BARRIER_SPINS = 1000 };

static inline void barrier_init(barrier_t *barrier, int threads) {
  atomic_init(&barrier->waiting, 0);
  atomic_init(&barrier->phase, 0);
  barrier->threads = threads;
}

static inline void barrier_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/* Returns when all threads have called it; what they wrote before is visible after. */
static inline void barrier_wait(barrier_t *barrier) {
  int phase = atomic_load_explicit(&barrier->phase, memory_order_relaxed);
  if (atomic_fetch_add_explicit(&barrier->waiting, 1, memory_order_acq_rel) == barrier->threads - 1) {
    atomic_store_explicit(&barrier->waiting, 0, memory_order_relaxed);
    atomic_store_explicit(&barrier->phase, phase + 1, memory_order_release);
    return;
  }
  for (int spins = 0; atomic_load_explicit(&barrier->phase, memory_order_acquire) == phase; spins++) {
    if (spins < BARRIER_SPINS) {
      barrier_pause();
    } else {
      sched_yield();
    }
  }
}

#endif
