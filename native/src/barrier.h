/*
 * barrier.h: how the threads of an engine wait for each other.
 *
 * A wait spins briefly, since parts of an advance are short and even; then it yields the core, so that more threads
 * than cores (another simulator, a second rank) do not bring the run to a halt; then it sleeps, so that an engine
 * between two advances costs nothing.
 */
#ifndef FIMBRIA_SRC_BARRIER_H
#define FIMBRIA_SRC_BARRIER_H

#include <pthread.h>
#include <stdatomic.h>

/* A count that threads wait to see changed. */
typedef struct phase {
  _Alignas(64) atomic_uint value;
  atomic_int sleepers;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
} phase_t;

typedef struct barrier {
  phase_t phase;
  _Alignas(64) atomic_int waiting;
  int threads;
} barrier_t;

void phase_init(phase_t *phase);
void phase_destroy(phase_t *phase);

/* Changes the value; what was written before is visible to who waited for it. */
void phase_advance(phase_t *phase);

/* Returns when the value is no longer `old`. */
void phase_await(phase_t *phase, unsigned old);

void barrier_init(barrier_t *barrier, int threads);
void barrier_destroy(barrier_t *barrier);

/* Returns when all threads have called it; what they wrote before is visible after. */
void barrier_wait(barrier_t *barrier);

#endif
