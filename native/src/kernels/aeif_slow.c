/*
 * aeif_slow.c: the slow lane of aeif.h, one neuron after another.
 *
 * The coordinate is V_m, or u = exp(-x), x = (V_m - V_th) / Delta_T, where the exponential current is the largest:
 *   du/dt = -g_L / C_m + u / (C_m Delta_T) (g_L (V_m - E_L) + g_ex (V_m - E_ex) + g_in (V_m - E_in) + w - I_e)
 * with V_m = V_th - Delta_T ln u. u falls almost linearly to the spike, where V_m itself has a pole.
 */
#include <math.h>
#include <stdbool.h>

#include "kernels/kernels.h"
#include "vector_math.h"

enum { MAX_SUBSTEPS = 100000, BISECTIONS = 50 };

static const double substep_rate = 0.05; /* largest sub-step times the fastest linear rate */
static const double change_of_x = 0.05;  /* largest in a sub-step, coordinate V_m */
static const double change_of_u = 0.02;  /* largest relative to sqrt(u) in a sub-step: all err alike in time */
static const double fraction_of_u = 0.2; /* and to u, for its logarithm */
static const double smallest_du = 1e-5;  /* below it the run-up that is left is so short that its error is < 1e-6 ms */
static const double logarithmic_x = 1.0; /* coordinate u from here */
static const double largest_u = 0.5;     /* and until u is larger than this */

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
    change = fim_larger(fim_smaller(change_of_u * sqrt(run->at.y), fraction_of_u * run->at.y), smallest_du);
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

/* V_m stays clamped for a time, at most to the step's end. */
static void clamp(trajectory_t *run, double time) {
  const aeif_t *p = run->p;
  double rest = p->a * (p->V_reset - p->E_L);
  run->at.w = rest + (run->at.w - rest) * fim_exp(-time * p->inverse_tau_w);
  run->g = drive_after(run, time);
  run->left -= time;
  place(run, p->V_reset);
}

/* Refractoriness of a neuron: steps, and where the last of them releases V_m. */
typedef struct refractoriness {
  int32_t steps;
  double release; /* ms */
} refractoriness_t;

/* After a spike now: as NEST counts, from the end of the step; or, if exact, from here. */
static refractoriness_t refractoriness_from(const trajectory_t *run) {
  const aeif_t *p = run->p;
  if (!aeif_is_exact(p)) {
    return (refractoriness_t){p->t_ref_steps > 0 ? p->t_ref_steps + 1 : 0, p->dt};
  }
  double release = p->dt - run->left + p->t_ref_rest;
  return release > p->dt ? (refractoriness_t){p->t_ref_steps + 2, release - p->dt}
                         : (refractoriness_t){p->t_ref_steps + 1, release};
}

/* Clamps V_m for the step, or to where it is released. */
static void stay_refractory(trajectory_t *run, refractoriness_t *refractoriness) {
  const aeif_t *p = run->p;
  if (refractoriness->steps != p->release_count) {
    clamp(run, run->left);
    return;
  }
  double passed = p->dt - run->left;
  if (refractoriness->release > passed) {
    clamp(run, fim_smaller(refractoriness->release - passed, run->left));
  }
  if (run->left > 0.0) {
    refractoriness->steps = 0;
  }
}

/* V_m is reset; whether the model allows one more spike in this step. */
static bool spike(trajectory_t *run, refractoriness_t *refractoriness, int spikes, double *offset) {
  if (spikes == AEIF_MAX_SPIKES_PER_STEP) {
    return false;
  }
  offset[spikes] = aeif_is_exact(run->p) ? run->left : 0.0;
  *refractoriness = refractoriness_from(run);
  run->at.w += run->p->b;
  place(run, run->p->V_reset);
  return true;
}

int FIM_KERNEL(aeif_step_slow)(const aeif_t *p, const aeif_state_t *state, int64_t i, double *offset) {
  drive_t g = {state->g_ex[i], state->g_in[i]};
  trajectory_t run = {.p = p, .start = g, .g = g, .at.w = state->w[i], .left = p->dt};
  refractoriness_t refractoriness = {state->refractory[i], state->release != NULL ? state->release[i] : p->dt};
  enum outcome outcome = state->V_m[i] >= p->V_spike && refractoriness.steps == 0 ? SPIKED : MOVED;
  int spikes = 0;
  place(&run, state->V_m[i]);
  for (int moves = 0;; moves++) {
    if (outcome == SPIKED && !spike(&run, &refractoriness, spikes++, offset)) {
      return AEIF_TOO_MANY_SPIKES;
    }
    if (!(run.left > 0.0) || outcome == LEFT_THE_NUMBERS) {
      break;
    }
    if (refractoriness.steps > 0) {
      stay_refractory(&run, &refractoriness);
      outcome = MOVED;
    } else {
      outcome = moves < MAX_SUBSTEPS ? move(&run) : LEFT_THE_NUMBERS;
    }
  }
  double V = potential(&run, run.at.y);
  state->V_m[i] = V;
  state->w[i] = run.at.w;
  state->refractory[i] = refractoriness.steps;
  if (state->release != NULL) {
    state->release[i] = refractoriness.release;
  }
  return outcome != LEFT_THE_NUMBERS && fabs(V) < 1e3 && fabs(run.at.w) < 1e6 ? spikes : AEIF_UNSTABLE;
}
