/* methods.c: exponential Euler, midpoint, RK4 with and without sub-steps, and the product's two lanes. */
#include "methods.h"

#include <math.h>

#include "vector_math.h"

enum { BLOCK = 4096 };

/* Total conductance, and the current that it drives from 0 mV. */
typedef struct drive {
  double G, I;
} drive_t;

static inline drive_t drive(const aeif_t *p, double g_ex, double g_in) {
  return (drive_t){p->g_L + g_ex + g_in, p->g_L * p->E_L + g_ex * p->E_ex + g_in * p->E_in + p->I_e};
}

static inline double exponential_current(const aeif_t *p, double V) {
  return p->g_L * p->Delta_T * fim_exp((fim_smaller(V, p->V_peak) - p->V_th) * p->inverse_Delta);
}

static inline double slope_V(const aeif_t *p, double V, double w, drive_t d, double mobility) {
  double capped = fim_smaller(V, p->V_peak);
  return mobility * (d.I - d.G * capped - w + exponential_current(p, V));
}

static inline double slope_w(const aeif_t *p, double V, double w) {
  return p->inverse_tau_w * (p->a * (fim_smaller(V, p->V_peak) - p->E_L) - w);
}

/* What the last step left to do. */
static void begin_step(const aeif_t *p, int64_t n, const aeif_state_t *state) {
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    state->g_ex[i] = aeif_conductance(state->g_ex[i], p->decay_ex, state->in_ex[i]);
    state->g_in[i] = aeif_conductance(state->g_in[i], p->decay_in, state->in_in[i]);
    state->in_ex[i] = 0.0;
    state->in_in[i] = 0.0;
    state->refractory[i] -= state->refractory[i] > 0;
  }
}

/* Reset at the end of a step that ends above V_peak. */
static inline void finish(const aeif_t *p, const aeif_state_t *state, int64_t i, double V, double w, double *time) {
  int spike = V >= p->V_spike && state->refractory[i] == 0;
  state->V_m[i] = spike ? p->V_reset : V;
  state->w[i] = spike ? w + p->b : w;
  state->refractory[i] = spike && p->t_ref_steps > 0 ? p->t_ref_steps + 1 : state->refractory[i];
  time[i] = spike ? 0.0 : -1.0;
}

/* The linear part exactly, with all else frozen at the step's start. */
static void exponential_euler(const aeif_t *p, int64_t n, const aeif_state_t *state, double *time) {
  begin_step(p, n, state);
  double decay_w = fim_exp(-p->dt * p->inverse_tau_w);
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    double V = state->V_m[i];
    double w = state->w[i];
    drive_t d = drive(p, state->g_ex[i], state->g_in[i]);
    double V_inf = (d.I - w + exponential_current(p, V)) / d.G;
    double V_new = V_inf + (V - V_inf) * fim_exp(-p->dt * p->inverse_C_m * d.G);
    double w_inf = p->a * (V - p->E_L);
    finish(p, state, i, state->refractory[i] > 0 ? V : V_new, w_inf + (w - w_inf) * decay_w, time);
  }
}

static void midpoint(const aeif_t *p, int64_t n, const aeif_state_t *state, double *time) {
  begin_step(p, n, state);
  double h = p->dt;
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    double mobility = state->refractory[i] > 0 ? 0.0 : p->inverse_C_m;
    double V = state->V_m[i];
    double w = state->w[i];
    drive_t d1 = drive(p, state->g_ex[i], state->g_in[i]);
    drive_t d2 = drive(p, state->g_ex[i] * p->decay_ex_half, state->g_in[i] * p->decay_in_half);
    double V_half = V + 0.5 * h * slope_V(p, V, w, d1, mobility);
    double w_half = w + 0.5 * h * slope_w(p, V, w);
    finish(p, state, i, V + h * slope_V(p, V_half, w_half, d2, mobility), w + h * slope_w(p, V_half, w_half), time);
  }
}

static inline void rk4_move(const aeif_t *p, double h, double mobility, const drive_t *d, double *V, double *w) {
  double V1 = slope_V(p, *V, *w, d[0], mobility);
  double w1 = slope_w(p, *V, *w);
  double V2 = slope_V(p, *V + 0.5 * h * V1, *w + 0.5 * h * w1, d[1], mobility);
  double w2 = slope_w(p, *V + 0.5 * h * V1, *w + 0.5 * h * w1);
  double V3 = slope_V(p, *V + 0.5 * h * V2, *w + 0.5 * h * w2, d[1], mobility);
  double w3 = slope_w(p, *V + 0.5 * h * V2, *w + 0.5 * h * w2);
  double V4 = slope_V(p, *V + h * V3, *w + h * w3, d[2], mobility);
  double w4 = slope_w(p, *V + h * V3, *w + h * w3);
  *V += h / 6.0 * (V1 + 2.0 * (V2 + V3) + V4);
  *w += h / 6.0 * (w1 + 2.0 * (w2 + w3) + w4);
}

static void rk4(const aeif_t *p, int64_t n, const aeif_state_t *state, double *time) {
  begin_step(p, n, state);
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    double ex = state->g_ex[i];
    double in = state->g_in[i];
    drive_t d[3] = {drive(p, ex, in), drive(p, ex * p->decay_ex_half, in * p->decay_in_half),
                    drive(p, ex * p->decay_ex, in * p->decay_in)};
    double V = state->V_m[i];
    double w = state->w[i];
    rk4_move(p, p->dt, state->refractory[i] > 0 ? 0.0 : p->inverse_C_m, d, &V, &w);
    finish(p, state, i, V, w, time);
  }
}

/* Ten sub-steps; reset at the end of a sub-step, then the clamp, which needs t_ref > 0. */
static void rk4_ten(const aeif_t *p, int64_t n, const aeif_state_t *state, double *time) {
  begin_step(p, n, state);
  enum { SUBSTEPS = 10 };
  double h = p->dt / SUBSTEPS;
  double half_ex = fim_exp(-0.5 * h / p->tau_syn_ex);
  double half_in = fim_exp(-0.5 * h / p->tau_syn_in);
  for (int k = 0; k < SUBSTEPS; k++) {
    double now_ex = fim_exp(-k * h / p->tau_syn_ex);
    double now_in = fim_exp(-k * h / p->tau_syn_in);
#pragma GCC ivdep
    for (int64_t i = 0; i < n; i++) {
      double ex = state->g_ex[i] * now_ex;
      double in = state->g_in[i] * now_in;
      drive_t d[3] = {drive(p, ex, in), drive(p, ex * half_ex, in * half_in),
                      drive(p, ex * half_ex * half_ex, in * half_in * half_in)};
      double V = state->V_m[i];
      double w = state->w[i];
      double before = k > 0 ? time[i] : -1.0;
      rk4_move(p, h, state->refractory[i] > 0 ? 0.0 : p->inverse_C_m, d, &V, &w);
      finish(p, state, i, V, w, time);
      time[i] = fim_larger(time[i], before);
    }
  }
}

static void two_lanes(const aeif_t *p, int64_t n, const aeif_state_t *state, double *time) {
  int32_t slow[BLOCK];
  aeif_spikes_t spikes;
  for (int64_t first = 0; first < n; first += BLOCK) {
    aeif_state_t block = aeif_state_from(state, first);
    int64_t lanes = n - first < BLOCK ? n - first : BLOCK;
    int64_t count = FIM_KERNEL(aeif_step_fast)(p, lanes, &block, slow);
    for (int64_t i = 0; i < lanes; i++) {
      time[first + i] = -1.0;
    }
    for (int64_t i = 0; i < count; i += AEIF_SLOW_LANES) {
      int64_t some = count - i < AEIF_SLOW_LANES ? count - i : AEIF_SLOW_LANES;
      FIM_KERNEL(aeif_step_slow)(p, &block, some, slow + i, &spikes);
      for (int64_t k = 0; k < some; k++) {
        time[first + slow[i + k]] = spikes.count[k] > 0 ? spikes.offset[k][0] : -1.0;
      }
    }
  }
}

const method_t methods[METHODS] = {
    {"exponential Euler", exponential_euler, false},
    {"RK2 (midpoint)", midpoint, false},
    {"RK4", rk4, false},
    {"RK4, 10 sub-steps", rk4_ten, false},
    {"RK4 + u near a spike, grid", two_lanes, false},
    {"RK4 + u near a spike, exact", two_lanes, true},
};
