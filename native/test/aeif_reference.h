/*
 * aeif_reference.h: a plain fine integration of aeif_cond_exp, to compare the engine with.
 *
 * Fourth-order steps in V_m itself, so short that V_m moves little within the reach of the exponential; a spike is
 * placed by a second, shorter step. Rules of grid and exact spike times as in spiking.h, written as plainly as they
 * read.
 */
#ifndef FIMBRIA_TEST_AEIF_REFERENCE_H
#define FIMBRIA_TEST_AEIF_REFERENCE_H

#include <math.h>
#include <stdbool.h>

#include "spiking_fixture.h"

enum { REFERENCE_SPIKES = 64 };

/* The equations as published, parameters by name. */
typedef struct model {
  double C_m, g_L, E_L, V_th, Delta_T, V_peak, V_reset, a, b, tau_w, E_ex, E_in, tau_syn_ex, tau_syn_in, I_e, t_ref;
} model_t;

static inline model_t model_of(const double *params) {
#define VALUE(symbol) .symbol = params[parameter_index(#symbol)]
  model_t model = {VALUE(C_m), VALUE(g_L),   VALUE(E_L),        VALUE(V_th),      VALUE(Delta_T), VALUE(V_peak),
                   VALUE(a),   VALUE(b),     VALUE(tau_w),      VALUE(E_ex),      VALUE(E_in),    VALUE(V_reset),
                   VALUE(I_e), VALUE(t_ref), VALUE(tau_syn_ex), VALUE(tau_syn_in)};
#undef VALUE
  return model;
}

/* A neuron of the reference; clamped_ms counts the grid's clamp or that of exact spike times. */
typedef struct neuron {
  double V_m, w, g_ex, g_in; /* at the start of a step */
  double clamped_ms;
  double time_ms[REFERENCE_SPIKES]; /* of the spikes of the last step, from its start */
} neuron_t;

static inline neuron_t neuron_at_rest(const model_t *m) {
  return (neuron_t){.V_m = m->E_L};
}

static inline void slopes(const model_t *m, double V, double w, double g_ex, double g_in, double *dV, double *dw) {
  double spike = m->Delta_T > 0 ? m->g_L * m->Delta_T * exp((V - m->V_th) / m->Delta_T) : 0;
  *dV = (-m->g_L * (V - m->E_L) + spike - g_ex * (V - m->E_ex) - g_in * (V - m->E_in) - w + m->I_e) / m->C_m;
  *dw = (m->a * (V - m->E_L) - w) / m->tau_w;
}

/* One fourth-order step of length h from time t of the neuron's step. */
static inline void fine_step(const model_t *m, const neuron_t *n, double t, double h, double *V, double *w) {
  double ex[3];
  double in[3];
  for (int i = 0; i < 3; i++) {
    ex[i] = n->g_ex * exp(-(t + i * h / 2) / m->tau_syn_ex);
    in[i] = n->g_in * exp(-(t + i * h / 2) / m->tau_syn_in);
  }
  double dV[4];
  double dw[4];
  slopes(m, *V, *w, ex[0], in[0], &dV[0], &dw[0]);
  slopes(m, *V + h / 2 * dV[0], *w + h / 2 * dw[0], ex[1], in[1], &dV[1], &dw[1]);
  slopes(m, *V + h / 2 * dV[1], *w + h / 2 * dw[1], ex[1], in[1], &dV[2], &dw[2]);
  slopes(m, *V + h * dV[2], *w + h * dw[2], ex[2], in[2], &dV[3], &dw[3]);
  *V += h / 6 * (dV[0] + 2 * dV[1] + 2 * dV[2] + dV[3]);
  *w += h / 6 * (dw[0] + 2 * dw[1] + 2 * dw[2] + dw[3]);
}

static inline double fine_length(const model_t *m, const neuron_t *n, double t, double V, double w, double left) {
  double dV;
  double dw;
  slopes(m, V, w, n->g_ex * exp(-t / m->tau_syn_ex), n->g_in * exp(-t / m->tau_syn_in), &dV, &dw);
  double h = fmin(fmin(2e-3, 1e-3 * m->tau_w), left);
  return m->Delta_T > 0 && V > m->V_th - 5 * m->Delta_T ? fmin(h, 0.02 * m->Delta_T / fabs(dV)) : h;
}

/* Moves by at most `left` and stops at a spike, found by Newton's method; returns the time moved. */
static inline double fine_move(const model_t *m, neuron_t *n, double t, double left, bool *spike) {
  double V_spike = m->Delta_T > 0 ? m->V_peak : m->V_th;
  double V = n->V_m;
  double w = n->w;
  double h = fine_length(m, n, t, V, w, left);
  fine_step(m, n, t, h, &V, &w);
  *spike = V >= V_spike;
  for (int i = 0; *spike && n->V_m < V_spike && i < 4; i++) {
    double dV;
    double dw;
    slopes(m, V, w, n->g_ex * exp(-(t + h) / m->tau_syn_ex), n->g_in * exp(-(t + h) / m->tau_syn_in), &dV, &dw);
    h += (V_spike - V) / dV;
    V = n->V_m;
    w = n->w;
    fine_step(m, n, t, h, &V, &w);
  }
  n->V_m = V;
  n->w = w;
  return *spike && !(h > 0) ? 0 : h;
}

/* One step of dt without arrivals; number of spikes. */
static inline int reference_step(const model_t *m, double dt, bool exact, neuron_t *n) {
  int spikes = 0;
  for (double t = 0; t < dt * (1 - 1e-12);) {
    double left = dt - t;
    if (n->clamped_ms > 1e-12) {
      double clamped = fmin(left, n->clamped_ms);
      double rest = m->a * (m->V_reset - m->E_L);
      n->w = rest + (n->w - rest) * exp(-clamped / m->tau_w);
      n->clamped_ms -= clamped;
      t += clamped;
      continue;
    }
    bool spike;
    t += fine_move(m, n, t, left, &spike);
    if (spike) {
      n->time_ms[spikes++] = t;
      n->V_m = m->V_reset;
      n->w += m->b;
      n->clamped_ms = exact || m->t_ref == 0 ? m->t_ref : m->t_ref + dt - t;
    }
  }
  n->g_ex *= exp(-dt / m->tau_syn_ex);
  n->g_in *= exp(-dt / m->tau_syn_in);
  return spikes;
}

#endif
