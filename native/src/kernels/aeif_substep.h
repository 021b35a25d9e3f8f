/*
 * aeif_substep.h: one sub-step of the slow lane for many neurons, each of its own length.
 *
 * The coordinate is V_m, or u = exp(-x), x = (V_m - V_th) / Delta_T, where the exponential current is the largest:
 *   du/dt = -g_L / C_m + u / (C_m Delta_T) (g_L (V_m - E_L) + g_ex (V_m - E_ex) + g_in (V_m - E_in) + w - I_e)
 * with V_m = V_th - Delta_T ln u. u falls almost linearly to the spike, where V_m itself has a pole.
 *
 * Lengths. A fourth-order sub-step errs in u ln u by its change of u to the fifth over u cubed, in the exponential by
 * its change of x to the fifth, weighted with the share of that current. With these limits a spike's time errs by 1e-8
 * ms, 2e-7 at most. The last piece goes beyond u = 0: what u ln u does there is nothing.
 */
#ifndef FIMBRIA_SRC_KERNELS_AEIF_SUBSTEP_H
#define FIMBRIA_SRC_KERNELS_AEIF_SUBSTEP_H

#include <math.h>
#include <stdbool.h>

#include "aeif.h"
#include "vector_math.h"

enum { LANES = AEIF_SLOW_LANES };

#define AEIF_INLINE static inline __attribute__((always_inline))

static const double substep_rate = 0.05; /* largest sub-step times the sum of the rates of V_m and w */
static const double change_of_V = 0.1;   /* largest change relative to Delta_T */
static const double change_below = 0.02; /* and of the way to where the exponential current is as large as the others */
static const double change_of_u = 0.03;  /* largest change relative to sqrt(u) */
static const double fraction_of_u = 0.5; /* and to u, for its logarithm */
static const double last_u = 5e-5;       /* in one piece from here to the spike */
static const double last_share = 0.05;   /* if the other currents have at most this share in du/dt */
static const double overshoot = 1.1;     /* which is by so much more than u */
static const double least_u = 1e-12;     /* for the logarithm; u ln u is nothing from here */
static const double largest_exponent = 1000.0; /* for the power of 2; beyond what any other current resists */

/* Neurons in one coordinate, y: V_m or u. */
typedef struct lanes {
  /* Before the sub-step */
  _Alignas(64) double y[LANES], V[LANES], w[LANES], g_ex[LANES], g_in[LANES], left[LANES];
  /* After it: its length, slopes at its beginning, its end */
  _Alignas(64) double h[LANES], dy[LANES], dw[LANES];
  _Alignas(64) double y_end[LANES], V_end[LANES], w_end[LANES], g_ex_end[LANES], g_in_end[LANES];
} lanes_t;

/* Conductance and its current at 0 mV. */
typedef struct drive {
  double G, I;
} drive_t;

AEIF_INLINE drive_t drive_of(const aeif_t *p, double g_ex, double g_in) {
  return (drive_t){p->g_L + g_ex + g_in, fim_fma(g_ex, p->E_ex, fim_fma(g_in, p->E_in, p->I_rest))};
}

/* All currents that leave the neuron but the exponential one, pA. */
AEIF_INLINE double outward_current(double V, double w, drive_t drive) {
  return fim_fma(drive.G, V, w - drive.I);
}

AEIF_INLINE double V_of_u(const aeif_t *p, double u) {
  return fim_fma(-p->Delta_T, fim_log_coarse(fim_larger(u, least_u)), p->V_th);
}

/* A point of a trajectory, or its slope. */
typedef struct point {
  double y, w;
} point_t;

/* Slope where V_m is V and all currents but the exponential one are `outward`. */
AEIF_INLINE point_t slope(bool logarithmic, const aeif_t *p, point_t at, double V, double outward) {
  point_t d = {.w = p->inverse_tau_w * fim_fma(p->a, V - p->E_L, -at.w)};
  if (logarithmic) {
    d.y = p->inverse_C_m * fim_fma(fim_larger(at.y, 0.0) * p->inverse_Delta, outward, -p->g_L);
  } else {
    double exponent = fim_fma(V, p->exponent_slope, p->exponent_offset);
    double spike = fim_exp2_coarse(fim_smaller(exponent, largest_exponent));
    d.y = p->inverse_C_m * (spike - outward);
  }
  return d;
}

AEIF_INLINE point_t slope_at(bool logarithmic, const aeif_t *p, point_t at, drive_t drive) {
  double V = logarithmic ? V_of_u(p, at.y) : at.y;
  return slope(logarithmic, p, at, V, outward_current(V, at.w, drive));
}

AEIF_INLINE point_t along(point_t from, double h, point_t d) {
  return (point_t){fim_fma(h, d.y, from.y), fim_fma(h, d.w, from.w)};
}

/*
 * w a short time h after w, while u falls from u to u_end. In the last piece V_m, the logarithm of u, is too steep for
 * the stages of a Runge-Kutta step, whose result w_end is; but its mean over a straight line of u has a closed form.
 */
AEIF_INLINE double w_after_fall(const aeif_t *p, double w, double w_end, double h, double u, double u_end) {
  double low = fim_larger(u_end, least_u);
  double mean_V = fim_fma(u, V_of_u(p, u), -low * V_of_u(p, low)) / (u - low) + p->Delta_T;
  double rest = p->a * (mean_V - p->E_L);
  double z = h * p->inverse_tau_w;
  double decay = fim_fma(-z, fim_fma(-0.5 * z, fim_fma(-1.0 / 3.0, z, 1.0), 1.0), 1.0);
  return u < last_u && low < 0.9 * u ? fim_fma(w - rest, decay, rest) : w_end;
}

/* Where the exponential current is I. */
AEIF_INLINE double V_of_current(const aeif_t *p, double I) {
  return (fim_log_coarse(I) * FIM_LOG2_E - p->exponent_offset) * (p->Delta_T * FIM_LN2);
}

/*
 * Largest accurate sub-step from a point with slope d. What limits it is not the sum of the exponential and the other
 * currents, which is small where they cancel, but their sizes.
 */
AEIF_INLINE double length(bool logarithmic, const aeif_t *p, point_t at, point_t d, double outward, double G) {
  double other = fabs(outward);
  double change;
  double speed;
  if (logarithmic) {
    other *= at.y * p->inverse_Delta;
    change = fim_smaller(change_of_u * sqrt(at.y), fraction_of_u * at.y);
    change = at.y < last_u && other < last_share * p->g_L ? overshoot * at.y : change;
    speed = p->inverse_C_m * fim_fma(2.0, other, p->g_L); /* twice: other currents make an error grow */
  } else {
    double way = fim_larger(V_of_current(p, other) - at.y, 0.0);
    change = p->Delta_T > 0.0 ? fim_fma(change_below, way, change_of_V * p->Delta_T) : HUGE_VAL;
    speed = fabs(fim_fma(p->inverse_C_m, outward, d.y)) + p->inverse_C_m * other;
  }
  double h = substep_rate / fim_fma(G, p->inverse_C_m, p->rate_w);
  return h * speed > change ? change / speed : h;
}

/* One sub-step of all lanes in [0, n). */
AEIF_INLINE void move(bool logarithmic, const aeif_t *p, lanes_t *l, int64_t n) {
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    point_t at = {l->y[i], l->w[i]};
    drive_t begin = drive_of(p, l->g_ex[i], l->g_in[i]);
    double outward = outward_current(l->V[i], at.w, begin);
    point_t d1 = slope(logarithmic, p, at, l->V[i], outward);
    double h = fim_smaller(length(logarithmic, p, at, d1, outward, begin.G), l->left[i]);
    double half = 0.5 * h;
    double half_ex = fim_exp2_coarse(-half * p->decay_rate_ex);
    double half_in = fim_exp2_coarse(-half * p->decay_rate_in);
    double end_ex = l->g_ex[i] * half_ex * half_ex;
    double end_in = l->g_in[i] * half_in * half_in;
    drive_t middle = drive_of(p, l->g_ex[i] * half_ex, l->g_in[i] * half_in);
    point_t d2 = slope_at(logarithmic, p, along(at, half, d1), middle);
    point_t d3 = slope_at(logarithmic, p, along(at, half, d2), middle);
    point_t d4 = slope_at(logarithmic, p, along(at, h, d3), drive_of(p, end_ex, end_in));
    point_t sum = {fim_fma(2.0, d2.y + d3.y, d1.y + d4.y), fim_fma(2.0, d2.w + d3.w, d1.w + d4.w)};
    point_t to = along(at, (1.0 / 6.0) * h, sum);
    l->h[i] = h;
    l->dy[i] = d1.y;
    l->dw[i] = d1.w;
    l->y_end[i] = to.y;
    l->w_end[i] = logarithmic ? w_after_fall(p, at.w, to.w, h, at.y, to.y) : to.w;
    l->V_end[i] = logarithmic ? V_of_u(p, to.y) : to.y;
    l->g_ex_end[i] = end_ex;
    l->g_in_end[i] = end_in;
  }
}

#endif
