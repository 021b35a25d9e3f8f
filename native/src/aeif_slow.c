/*
 * aeif_slow.c: preparation and the slow lane of aeif.h.
 *
 * Below x = (V_m - V_th) / Delta_T = 1 the coordinate is V_m, above it u = exp(-x):
 *   du/dt = -g_L / C_m + u / (C_m Delta_T) (g_L (V_m - E_L) + g_ex (V_m - E_ex) + g_in (V_m - E_in) + w - I_e)
 * with V_m = V_th - Delta_T ln u. u falls almost linearly to the spike, where V_m itself has a pole.
 */
#include <math.h>

#include "aeif.h"
#include "aeif_parameters.h"
#include "vector_math.h"

enum { MAX_SUBSTEPS = 100000, BISECTIONS = 50 };

static const double fast_x = 3.0;         /* fast lane up to V_th + fast_x Delta_T: 0.1 change of x in 0.1 ms */
static const double fast_rate = 0.25;     /* and up to dt G / C_m = fast_rate */
static const double substep_rate = 0.1;   /* largest sub-step times the fastest linear rate */
static const double substep_change = 0.3; /* largest change of x in a sub-step */
static const double smallest_du = 1e-8;   /* below it the run-up that is left takes < 1e-6 ms */

void aeif_prepare(const double *params, double dt_ms, aeif_t *out) {
  aeif_t p = {
      .C_m = params[AEIF_C_M],
      .g_L = params[AEIF_G_L],
      .E_L = params[AEIF_E_L],
      .V_th = params[AEIF_V_TH],
      .Delta_T = params[AEIF_DELTA_T],
      .V_peak = params[AEIF_V_PEAK],
      .V_reset = params[AEIF_V_RESET],
      .a = params[AEIF_A],
      .b = params[AEIF_B],
      .tau_w = params[AEIF_TAU_W],
      .E_ex = params[AEIF_E_EX],
      .E_in = params[AEIF_E_IN],
      .tau_syn_ex = params[AEIF_TAU_SYN_EX],
      .tau_syn_in = params[AEIF_TAU_SYN_IN],
      .I_e = params[AEIF_I_E],
      .dt = dt_ms,
  };
  p.inverse_C_m = 1.0 / p.C_m;
  p.inverse_Delta = p.Delta_T > 0.0 ? 1.0 / p.Delta_T : 0.0;
  p.inverse_tau_w = 1.0 / p.tau_w;
  p.V_spike = p.Delta_T > 0.0 ? p.V_peak : p.V_th;
  p.V_fast = fmin(p.V_th + fast_x * p.Delta_T, p.V_spike);
  p.g_fast = fast_rate * p.C_m / dt_ms;
  if (dt_ms * p.inverse_tau_w > fast_rate) {
    p.V_fast = -HUGE_VAL;
  }
  p.u_spike = fim_exp(-(p.V_peak - p.V_th) * p.inverse_Delta);
  p.decay_ex_half = fim_exp(-0.5 * dt_ms / p.tau_syn_ex);
  p.decay_in_half = fim_exp(-0.5 * dt_ms / p.tau_syn_in);
  p.decay_ex = fim_exp(-dt_ms / p.tau_syn_ex);
  p.decay_in = fim_exp(-dt_ms / p.tau_syn_in);
  int32_t t_ref_steps = (int32_t)nearbyint(params[AEIF_T_REF] / dt_ms);
  p.refractory_count = t_ref_steps > 0 ? t_ref_steps + 1 : 0;
  *out = p;
}

/* A point of the trajectory: y is V_m, or u if logarithmic. */
typedef struct point {
  double y, w;
} point_t;

/* Conductances at one time. */
typedef struct drive {
  double g_ex, g_in;
} drive_t;

static drive_t drive_at(const aeif_t *p, drive_t start, double t) {
  drive_t drive = {start.g_ex * fim_exp(-t / p->tau_syn_ex), start.g_in * fim_exp(-t / p->tau_syn_in)};
  return drive;
}

static double potential(const aeif_t *p, int logarithmic, double y) {
  if (logarithmic) {
    return p->V_th - p->Delta_T * fim_log(fmax(y, p->u_spike));
  }
  return fmin(y, p->V_peak);
}

static point_t slope(const aeif_t *p, int logarithmic, point_t at, drive_t g) {
  double V = potential(p, logarithmic, at.y);
  double outward = p->g_L * (V - p->E_L) + g.g_ex * (V - p->E_ex) + g.g_in * (V - p->E_in) + at.w - p->I_e;
  point_t d = {.w = p->inverse_tau_w * (p->a * (V - p->E_L) - at.w)};
  if (logarithmic) {
    d.y = p->inverse_C_m * (fmax(at.y, p->u_spike) * p->inverse_Delta * outward - p->g_L);
  } else {
    double spike = p->g_L * p->Delta_T * fim_exp((V - p->V_th) * p->inverse_Delta);
    d.y = p->inverse_C_m * (spike - outward);
  }
  return d;
}

static point_t along(point_t from, double h, point_t d) {
  point_t to = {from.y + h * d.y, from.w + h * d.w};
  return to;
}

static point_t runge_kutta(const aeif_t *p, int logarithmic, point_t from, point_t d1, drive_t half, drive_t end,
                           double h) {
  point_t d2 = slope(p, logarithmic, along(from, 0.5 * h, d1), half);
  point_t d3 = slope(p, logarithmic, along(from, 0.5 * h, d2), half);
  point_t d4 = slope(p, logarithmic, along(from, h, d3), end);
  point_t mean = {(d1.y + 2.0 * (d2.y + d3.y) + d4.y) / 6.0, (d1.w + 2.0 * (d2.w + d3.w) + d4.w) / 6.0};
  return along(from, h, mean);
}

/* Largest accurate sub-step from a point with slope d. */
static double substep(const aeif_t *p, int logarithmic, point_t from, point_t d, drive_t g) {
  double rate = (p->g_L + g.g_ex + g.g_in) * p->inverse_C_m + p->inverse_tau_w;
  double h = substep_rate / rate;
  double speed = fabs(d.y);
  double change = HUGE_VAL;
  if (logarithmic) {
    change = fmax(substep_change * from.y, smallest_du);
  } else if (p->Delta_T > 0.0) {
    change = substep_change * fmax(p->Delta_T, p->V_th - from.y);
  }
  return h * speed > change ? change / speed : h;
}

/* Cubic through (0, y0) and (1, y1) with slopes d0, d1 per unit of s. */
static double hermite(double y0, double d0, double y1, double d1, double s) {
  double r = 1.0 - s;
  return r * r * ((1.0 + 2.0 * s) * y0 + s * d0) + s * s * ((1.0 + 2.0 * r) * y1 - r * d1);
}

/* Fraction of a sub-step at which the cubic crosses level, between its ends on both sides of it. */
static double crossing(double y0, double d0, double y1, double d1, double level) {
  double below = 0.0;
  double above = 1.0;
  for (int i = 0; i < BISECTIONS; i++) {
    double s = 0.5 * (below + above);
    int crossed = (hermite(y0, d0, y1, d1, s) >= level) == (y1 >= level);
    below = crossed ? below : s;
    above = crossed ? s : above;
  }
  return above;
}

/*
 * One sub-step of at most `left` ms from time t of the step; stops where V_m reaches the spike. Returns the time taken,
 * or a negative number when the numbers left the finite ones. spiked: written.
 */
static double advance(const aeif_t *p, drive_t start, double t, double left, point_t *state, int *spiked) {
  int logarithmic = p->Delta_T > 0.0 && (state->y - p->V_th) * p->inverse_Delta > 1.0;
  point_t from = *state;
  if (logarithmic) {
    from.y = fim_exp(-(state->y - p->V_th) * p->inverse_Delta);
  }
  drive_t g = drive_at(p, start, t);
  point_t d0 = slope(p, logarithmic, from, g);
  double h = substep(p, logarithmic, from, d0, g);
  h = h > left ? left : h;
  drive_t g_end = drive_at(p, start, t + h);
  point_t to = runge_kutta(p, logarithmic, from, d0, drive_at(p, start, t + 0.5 * h), g_end, h);
  if (!isfinite(to.y) || !isfinite(to.w)) {
    return -1.0;
  }
  double level = logarithmic ? p->u_spike : p->V_spike;
  *spiked = logarithmic ? to.y <= level : to.y >= level;
  if (!*spiked) {
    state->y = potential(p, logarithmic, to.y);
    state->w = to.w;
    return h;
  }
  point_t d1 = slope(p, logarithmic, to, g_end);
  double s = crossing(from.y, h * d0.y, to.y, h * d1.y, level);
  state->w = hermite(from.w, h * d0.w, to.w, h * d1.w, s);
  return s * h;
}

int aeif_step_slow(const aeif_t *p, double g_ex, double g_in, double *V_m, double *w, int32_t *refractory) {
  const drive_t start = {g_ex, g_in};
  point_t state = {*V_m, *w};
  double left = p->dt;
  int spikes = 0;
  for (int substeps = 0; left > 0.0; substeps++) {
    if (*refractory > 0) {
      double rest = p->a * (p->V_reset - p->E_L);
      state.y = p->V_reset;
      state.w = rest + (state.w - rest) * fim_exp(-left * p->inverse_tau_w);
      break;
    }
    int spiked = state.y >= p->V_spike;
    if (!spiked) {
      double taken = advance(p, start, p->dt - left, left, &state, &spiked);
      if (taken < 0.0 || substeps == MAX_SUBSTEPS) {
        *V_m = state.y;
        *w = state.w;
        return AEIF_UNSTABLE;
      }
      left = left - taken;
    }
    if (spiked) {
      if (++spikes > AEIF_MAX_SPIKES_PER_STEP) {
        return AEIF_TOO_MANY_SPIKES;
      }
      state.y = p->V_reset;
      state.w += p->b;
      *refractory = p->refractory_count;
    }
  }
  *V_m = state.y;
  *w = state.w;
  return fabs(state.y) < 1e3 && fabs(state.w) < 1e6 ? spikes : AEIF_UNSTABLE;
}
