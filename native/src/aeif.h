/*
 * aeif.h: one step of adaptive exponential integrate-and-fire neurons with exponential conductances (aeif_cond_exp).
 *
 *   C_m dV_m/dt = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th) / Delta_T) - g_ex (V_m - E_ex) - g_in (V_m - E_in)
 *                 - w + I_e
 *   tau_w dw/dt = a (V_m - E_L) - w,   dg_ex/dt = -g_ex / tau_syn_ex,   dg_in/dt = -g_in / tau_syn_in
 *   V_m >= V_peak: V_m = V_reset, w += b, V_m clamped to the end of the step and t_ref more (grid), or for t_ref
 * (exact). (Brette and Gerstner 2005, doi 10.1152/jn.00686.2005; order of events as in NEST.)
 *
 * Grid and exact differ in the clamp alone: exact also ends it inside a step, so that the trajectory is that of the
 * continuous model.
 *
 * Two lanes. The fast lane takes one Runge-Kutta step of fourth order for all neurons and marks those near a spike or
 * too fast for one step, whose state it leaves alone; the slow lane integrates those with sub-steps.
 */
#ifndef FIMBRIA_SRC_AEIF_H
#define FIMBRIA_SRC_AEIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vector_math.h"

/* Spikes of one neuron in one step beyond which the model has no sensible meaning (t_ref = 0 and a strong current). */
enum { AEIF_MAX_SPIKES_PER_STEP = 64 };

/* Parameters in the table's units, and what follows from them. */
typedef struct aeif {
  /* Parameters */
  double C_m, g_L, E_L, V_th, Delta_T, V_peak, V_reset, a, b, tau_w, E_ex, E_in, tau_syn_ex, tau_syn_in, I_e;
  /* Variables */
  double dt;             /* ms */
  double inverse_C_m;    /* 1/pF */
  double inverse_Delta;  /* 1/mV, 0 if Delta_T = 0 */
  double inverse_tau_w;  /* 1/ms */
  double rate_w;         /* 1/ms, of w where it is more than a decay of what it was */
  double V_spike;        /* mV, V_peak, or V_th if Delta_T = 0 */
  double V_fast;         /* mV, the fast lane is accurate up to here */
  double g_fast;         /* nS, and up to this total conductance */
  double exponent_slope; /* of the exponential current, 2^(exponent_slope V_m + exponent_offset) pA */
  double exponent_offset;
  double decay_rate_ex; /* 1/ms, g_ex falls by 2^(-decay_rate_ex t) */
  double decay_rate_in;
  double I_rest;         /* pA, current at 0 mV without synapses, w and the exponential */
  double u_spike;        /* exp(-(V_peak - V_th) / Delta_T) */
  double decay_ex_half;  /* of g_ex over dt / 2 */
  double decay_in_half;  /* of g_in over dt / 2 */
  double decay_ex;       /* of g_ex over dt */
  double decay_in;       /* of g_in over dt */
  double t_ref_rest;     /* ms, t_ref beyond its whole steps; 0 on the grid */
  int32_t t_ref_steps;   /* whole steps of t_ref */
  int32_t release_count; /* refractory count of the step in which V_m is released: 1 if exact, -1 (never) if not */
} aeif_t;

/*
 * State and buffers of consecutive neurons, struct of arrays, [size rounded up to 16] each, 64-byte aligned.
 *
 * V_m and w are those at the end of the last step. The decay of g over it, the arrivals at its end and one count less
 * of refractory are left to the beginning of the next step, so that every array is read and written once per step.
 */
typedef struct aeif_state {
  double *V_m, *w;       /* mV, pA */
  double *g_ex, *g_in;   /* nS, at the beginning of the last step */
  double *in_ex, *in_in; /* nS, arrivals at its end; NULL: g_ex and g_in are those at its end already */
  int32_t *refractory;   /* steps during which V_m stays clamped, the last one up to release if exact */
  double *release;       /* ms into that step; NULL if not exact */
} aeif_state_t;

/* params: in the order of the table, checked. */
void aeif_prepare(const double *params, double dt_ms, bool exact, aeif_t *out);

static inline bool aeif_is_exact(const aeif_t *p) {
  return p->release_count == 1;
}

/* A conductance at the end of the last step. */
static inline double aeif_conductance(double g, double decay, double arrivals) {
  return fim_fma(g, decay, arrivals);
}

/* The state of neurons first, first + 1, ...; first: a multiple of 16. */
static inline aeif_state_t aeif_state_from(const aeif_state_t *state, int64_t first) {
  aeif_state_t from = {.V_m = state->V_m + first,
                       .w = state->w + first,
                       .g_ex = state->g_ex + first,
                       .g_in = state->g_in + first,
                       .refractory = state->refractory + first};
  if (state->in_ex != NULL) {
    from.in_ex = state->in_ex + first;
    from.in_in = state->in_in + first;
  }
  if (state->release != NULL) {
    from.release = state->release + first;
  }
  return from;
}

/*
 * A step of neurons [0, n): arrivals of the last one, then the fast lane. Returns the number of neurons that are left
 * to the slow lane; slow: [n] they, ascending, written. Same bits on every instruction set with fused multiply-add.
 */
typedef int64_t aeif_step_fast_t(const aeif_t *p, int64_t n, const aeif_state_t *state, int32_t *slow);

/* Adds the arrivals of neurons [0, n) at once, n a multiple of 16. */
typedef void aeif_add_arrivals_t(const aeif_t *p, int64_t n, const aeif_state_t *state);

/* Neurons that the slow lane takes at once, and what a step can end with beside a count of spikes >= 0. */
enum { AEIF_SLOW_LANES = 64, AEIF_UNSTABLE = -1, AEIF_TOO_MANY_SPIKES = -2 };

/* What slow neurons did in a step. */
typedef struct aeif_spikes {
  int32_t count[AEIF_SLOW_LANES];                           /* spikes, or one of the codes above */
  double offset[AEIF_SLOW_LANES][AEIF_MAX_SPIKES_PER_STEP]; /* ms from each to the step's end; 0 if not exact */
} aeif_spikes_t;

/*
 * Slow lane for n <= AEIF_SLOW_LANES neurons. neuron: [n] their places in state. A neuron's numbers do not depend on
 * the others.
 */
typedef void aeif_step_slow_t(const aeif_t *p, const aeif_state_t *state, int64_t n, const int32_t *neuron,
                              aeif_spikes_t *spikes);

#endif
