/*
 * aeif_slow.c: preparation and the slow lane of aeif.h.
 *
 * The coordinate is V_m, or u = exp(-x), x = (V_m - V_th) / Delta_T, where the exponential current is the largest:
 *   du/dt = -g_L / C_m + u / (C_m Delta_T) (g_L (V_m - E_L) + g_ex (V_m - E_ex) + g_in (V_m - E_in) + w - I_e)
 * with V_m = V_th - Delta_T ln u. u falls almost linearly to the spike, where V_m itself has a pole.
 */
#include <math.h>
#include <stdbool.h>

#include "aeif.h"
#include "aeif_parameters.h"
#include "vector_math.h"

enum { MAX_SUBSTEPS = 100000, BISECTIONS = 50 };

static const double fast_x = 3.0;        /* fast lane up to V_th + fast_x Delta_T: 0.1 change of x in 0.1 ms */
static const double fast_rate = 0.25;    /* and up to dt G / C_m = fast_rate */
static const double substep_rate = 0.1;  /* largest sub-step times the fastest linear rate */
static const double change_of_x = 0.25;  /* largest in a sub-step, coordinate V_m */
static const double change_of_u = 0.5;   /* largest relative to u in a sub-step */
static const double smallest_du = 1e-5;  /* below it the run-up that is left is so short that its error is < 1e-6 ms */
static const double logarithmic_x = 1.0; /* coordinate u from here */
static const double largest_u = 0.5;     /* and until u is larger than this */

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

/* One neuron within a step. */
typedef struct trajectory {
  const aeif_t *p;
  drive_t start, g; /* at the step's start, and now */
  point_t at;
  double left; /* ms to the step's end */
  bool logarithmic;
} trajectory_t;

static double potential(const trajectory_t *run, double y) {
  const aeif_t *p = run->p;
  return run->logarithmic ? p->V_th - p->Delta_T * fim_log(fim_larger(y, p->u_spike)) : fim_smaller(y, p->V_peak);
}

/* All currents that leave the neuron but the exponential one, pA. */
static double outward_current(const aeif_t *p, double V, double w, drive_t g) {
  return p->g_L * (V - p->E_L) + g.g_ex * (V - p->E_ex) + g.g_in * (V - p->E_in) + w - p->I_e;
}

static point_t slope(const trajectory_t *run, point_t at, drive_t g) {
  const aeif_t *p = run->p;
  double V = potential(run, at.y);
  double outward = outward_current(p, V, at.w, g);
  point_t d = {.w = p->inverse_tau_w * (p->a * (V - p->E_L) - at.w)};
  if (run->logarithmic) {
    d.y = p->inverse_C_m * (fim_larger(at.y, p->u_spike) * p->inverse_Delta * outward - p->g_L);
  } else {
    double spike = p->g_L * p->Delta_T * fim_exp((V - p->V_th) * p->inverse_Delta);
    d.y = p->inverse_C_m * (spike - outward);
  }
  return d;
}

/* Conductances a time h from now; the values that the fast lane uses where it can. */
static drive_t drive_after(const trajectory_t *run, double h) {
  const aeif_t *p = run->p;
  double t = p->dt - run->left + h;
  if (t == p->dt) {
    return (drive_t){run->start.g_ex * p->decay_ex, run->start.g_in * p->decay_in};
  }
  if (t == 0.5 * p->dt) {
    return (drive_t){run->start.g_ex * p->decay_ex_half, run->start.g_in * p->decay_in_half};
  }
  return (drive_t){run->start.g_ex * fim_exp(-t / p->tau_syn_ex), run->start.g_in * fim_exp(-t / p->tau_syn_in)};
}

static point_t along(point_t from, double h, point_t d) {
  return (point_t){from.y + h * d.y, from.w + h * d.w};
}

static point_t runge_kutta(const trajectory_t *run, point_t d1, drive_t half, drive_t end, double h) {
  point_t d2 = slope(run, along(run->at, 0.5 * h, d1), half);
  point_t d3 = slope(run, along(run->at, 0.5 * h, d2), half);
  point_t d4 = slope(run, along(run->at, h, d3), end);
  point_t mean = {(d1.y + 2.0 * (d2.y + d3.y) + d4.y) / 6.0, (d1.w + 2.0 * (d2.w + d3.w) + d4.w) / 6.0};
  return along(run->at, h, mean);
}

/* Largest accurate sub-step from here, where the slope is d. */
static double substep(const trajectory_t *run, point_t d) {
  const aeif_t *p = run->p;
  double rate = (p->g_L + run->g.g_ex + run->g.g_in) * p->inverse_C_m + p->inverse_tau_w;
  double h = fim_smaller(substep_rate / rate, run->left);
  double change = HUGE_VAL;
  if (run->logarithmic) {
    change = fim_larger(change_of_u * run->at.y, smallest_du);
  } else if (p->Delta_T > 0.0) {
    change = change_of_x * fim_larger(p->Delta_T, p->V_th - run->at.y);
  }
  double speed = fabs(d.y);
  return h * speed > change ? change / speed : h;
}

/* Cubic through (0, y0) and (1, y1) with slopes d0, d1 per unit of s. */
static double hermite(double y0, double d0, double y1, double d1, double s) {
  double r = 1.0 - s;
  return r * r * ((1.0 + 2.0 * s) * y0 + s * d0) + s * s * ((1.0 + 2.0 * r) * y1 - r * d1);
}

/* Fraction of a sub-step at which the cubic crosses level, between its ends on both sides of it. */
static double crossing(double y0, double d0, double y1, double d1, double level) {
  double before = 0.0;
  double after = 1.0;
  for (int i = 0; i < BISECTIONS; i++) {
    double s = 0.5 * (before + after);
    bool crossed = (hermite(y0, d0, y1, d1, s) >= level) == (y1 >= level);
    before = crossed ? before : s;
    after = crossed ? s : after;
  }
  return after;
}

/* Puts the trajectory at V_m = V, in u where the exponential current is large and drives more than the others. */
static void place(trajectory_t *run, double V) {
  const aeif_t *p = run->p;
  double x = (V - p->V_th) * p->inverse_Delta;
  run->logarithmic = false;
  run->at.y = V;
  if (x > logarithmic_x) {
    double u = fim_exp(-x);
    if (u * p->inverse_Delta * fabs(outward_current(p, V, run->at.w, run->g)) < p->g_L) {
      run->logarithmic = true;
      run->at.y = u;
    }
  }
}

enum outcome { MOVED, SPIKED, LEFT_THE_NUMBERS };

/* One sub-step; stops where V_m reaches the spike. */
static enum outcome move(trajectory_t *run) {
  const aeif_t *p = run->p;
  point_t d0 = slope(run, run->at, run->g);
  double h = substep(run, d0);
  drive_t end = drive_after(run, h);
  point_t to = runge_kutta(run, d0, drive_after(run, 0.5 * h), end, h);
  if (!isfinite(to.y) || !isfinite(to.w)) {
    return LEFT_THE_NUMBERS;
  }
  double level = run->logarithmic ? p->u_spike : p->V_spike;
  if (run->logarithmic ? to.y <= level : to.y >= level) {
    point_t d1 = slope(run, to, end);
    double s = crossing(run->at.y, h * d0.y, to.y, h * d1.y, level);
    run->at.w = hermite(run->at.w, h * d0.w, to.w, h * d1.w, s);
    run->g = drive_after(run, s * h);
    run->left -= s * h;
    return SPIKED;
  }
  run->at = to;
  run->g = end;
  run->left -= h;
  if (!run->logarithmic || to.y > largest_u) {
    place(run, potential(run, to.y));
  }
  return MOVED;
}

/* V_m stays clamped from here to the step's end. */
static enum outcome clamp(trajectory_t *run) {
  const aeif_t *p = run->p;
  double rest = p->a * (p->V_reset - p->E_L);
  run->at.w = rest + (run->at.w - rest) * fim_exp(-run->left * p->inverse_tau_w);
  run->left = 0.0;
  place(run, p->V_reset);
  return MOVED;
}

int aeif_step_slow(const aeif_t *p, double g_ex, double g_in, double *V_m, double *w, int32_t *refractory) {
  trajectory_t run = {.p = p, .start = {g_ex, g_in}, .g = {g_ex, g_in}, .at = {*V_m, *w}, .left = p->dt};
  enum outcome outcome = *V_m >= p->V_spike && *refractory == 0 ? SPIKED : MOVED;
  int spikes = 0;
  place(&run, *V_m);
  for (int moves = 0;; moves++) {
    if (outcome == SPIKED) {
      spikes++;
      run.at.w += p->b;
      *refractory = p->refractory_count;
      place(&run, p->V_reset);
    }
    if (!(run.left > 0.0) || outcome == LEFT_THE_NUMBERS || spikes > AEIF_MAX_SPIKES_PER_STEP) {
      break;
    }
    outcome = *refractory > 0 ? clamp(&run) : moves < MAX_SUBSTEPS ? move(&run) : LEFT_THE_NUMBERS;
  }
  *V_m = potential(&run, run.at.y);
  *w = run.at.w;
  if (spikes > AEIF_MAX_SPIKES_PER_STEP) {
    return AEIF_TOO_MANY_SPIKES;
  }
  return outcome != LEFT_THE_NUMBERS && fabs(*V_m) < 1e3 && fabs(*w) < 1e6 ? spikes : AEIF_UNSTABLE;
}
