/*
 * neuralmass_integrator.h: the state of all regions and one step of it.
 *
 *   Euler(-Maruyama): y' = clip(y + dt f(y) + eta)
 *   Heun (stochastic): y* = clip(y + dt f(y) + eta), y' = clip(y + dt/2 (f(y) + f(y*)) + eta), the same eta twice
 *   Runge-Kutta 4: the classical step on clipped stages, eta added at its end
 * eta = sqrt(2 D dt) N(0, 1) per noisy variable, region and step. The coupling is held for the step (TVB's convention).
 * Measured orders (neuralmass_order_test.c): 1, 2, 4 for a region under constant coupling, 1 for coupled regions with
 * every integrator, because a held coupling is dt / 2 late on average; strong order 1 under additive noise.
 */
#ifndef FIMBRIA_SRC_NEURALMASS_INTEGRATOR_H
#define FIMBRIA_SRC_NEURALMASS_INTEGRATOR_H

#include <stdint.h>

#include "neuralmass_model.h"

/*
 * Normal numbers of n regions, times amplitude: the first one of fim_random_normals at (seed, stream, region, step, 0).
 * n: a multiple of FIM_LANES; eta: [n], written.
 */
typedef void fim_noise_t(uint64_t seed, uint32_t stream, uint32_t step, double amplitude, int32_t n, double *eta);

/* One variable of all regions: its value, slope, noise (NULL: none), and where it moves to, written. */
typedef struct fim_move_arrays {
  const double *y, *dy, *eta;
  double *out;
} fim_move_arrays_t;

/* out = y + h dy + eta, clipped to [low, high]. n: a multiple of FIM_LANES. */
typedef void fim_move_t(int32_t n, double h, fim_move_arrays_t arrays, double low, double high);

/* sum += weight * slope. n: a multiple of FIM_LANES. */
typedef void fim_accumulate_t(int32_t n, double weight, const double *slope, double *sum);

/* Whether all are numbers of at most that magnitude. n: a multiple of FIM_LANES. */
typedef int32_t fim_are_within_t(int32_t n, const double *y, double largest);

/* Arrays over the variables of arrays [padded] over the regions, in one aligned allocation. */
typedef struct fim_integrator_state {
  const fim_model_t *model;
  const struct fim_kernels *kernels;
  fim_rhs_t *rhs;                      /* of the model */
  double *params;                      /* [parameter_count] */
  double *memory;                      /* all arrays below */
  double *y[FIM_MAX_VARIABLES];        /* present state, modified */
  double *stage[FIM_MAX_VARIABLES];    /* predictor, modified */
  double *slope[FIM_MAX_VARIABLES];    /* dy/dt, modified */
  double *sum[FIM_MAX_VARIABLES];      /* weighted sum of slopes, modified */
  double *eta[FIM_MAX_VARIABLES];      /* noise of the step, modified */
  double *initial[FIM_MAX_VARIABLES];  /* state at time 0 */
  double *c;                           /* coupling of the step, modified */
  double amplitude[FIM_MAX_VARIABLES]; /* sqrt(2 D dt) */
  int32_t *idle;                       /* [idle_count] lanes that are not integrated: proxies and padding */
  double dt;                           /* ms */
  uint64_t seed;
  int32_t integrator, regions, padded, idle_count;
} fim_integrator_state_t;

/* Copies params, initial state and noise of a checked config. */
int32_t fim_integrator_create(fim_integrator_state_t *state, const fim_neuralmass_config_t *config,
                              const fim_model_t *model, const struct fim_kernels *kernels);
void fim_integrator_destroy(fim_integrator_state_t *state);

/* One step with the coupling in state->c. FIM_E_NUMERIC names the variable and region that is beyond
 * what the model allows, or no longer a number. */
int32_t fim_integrator_step(fim_integrator_state_t *state, int64_t step);

#endif
