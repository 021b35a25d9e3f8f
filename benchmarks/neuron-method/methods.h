/*
 * methods.h: fixed-step methods for aeif_cond_exp, to compare the one of the product with.
 *
 * All keep NEST's rules for a spike inside a step (native/include/fimbria/spiking.h) as well as they can resolve it;
 * the exponential is capped at V_peak in all of them, as in NEST.
 */
#ifndef FIMBRIA_BENCHMARKS_METHODS_H
#define FIMBRIA_BENCHMARKS_METHODS_H

#include "kernels/kernels.h"

typedef struct method {
  const char *name;
  /* Arrivals of the last step, then one step of neurons [0, n); time: [n] ms from the step's end back to a spike, -1
   * without one. */
  void (*step)(const aeif_t *p, int64_t n, const aeif_state_t *state, double *time);
  bool exact; /* spike times */
} method_t;

enum { METHODS = 6 };
extern const method_t methods[METHODS];

#endif
