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

/* Arrays over the variables of arrays [padded] over the regions, in one aligned allocation. */
typedef struct fim_integrator_state {
  const fim_model_t *model;
  fim_rhs_t *rhs;
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

/* Copies params, initial state and noise of a checked config. rhs: the model's, of one variant. */
int32_t fim_integrator_create(fim_integrator_state_t *state, const fim_neuralmass_config_t *config,
                              const fim_model_t *model, fim_rhs_t *rhs);
void fim_integrator_destroy(fim_integrator_state_t *state);

/* One step with the coupling in state->c. FIM_E_NUMERIC names the variable and region that is beyond
 * what the model allows, or no longer a number. */
int32_t fim_integrator_step(fim_integrator_state_t *state, int64_t step);

#endif
