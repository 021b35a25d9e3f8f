/*
 * mean_field_adex.c: mean field of a network of excitatory and inhibitory AdEx neurons, second and first order.
 *
 * The master equation of El Boustani and Destexhe 2009 (doi 10.1162/neco.2009.02-08-710) with the transfer function of
 * mean_field_adex_transfer.h and adaptation (di Volo et al. 2019, doi 10.1162/neco_a_01173), as The Virtual Brain and
 * Kusch et al. 2024 (doi 10.3389/fninf.2024.1156683) use it. Rates kHz, (co)variances kHz^2, time ms.
 *   x_e = max(c + external_input_ex_ex + weight_noise xi, 0), x_i alike with S_i c and external_input_in_ex
 *   T dE/dt   = F_e - E + 1/2 C_ee F_e,ee + C_ei F_e,ei + 1/2 C_ii F_e,ii          (second order; first: F_e - E)
 *   T dI/dt   = F_i - I + 1/2 C_ee F_i,ee + C_ei F_i,ei + 1/2 C_ii F_i,ii
 *   T dC_ee/dt = F_e (1/T - F_e) / N_e + (F_e - E)^2 + 2 C_ee F_e,e + 2 C_ei [F_e,i] - 2 C_ee
 *   T dC_ei/dt = (F_e - E)(F_i - I) + [C_ee F_e,e + C_ei F_i,e + C_ei F_e,i + C_ii F_i,i] - 2 C_ei
 *   T dC_ii/dt = F_i (1/T - F_i) / N_i + (F_i - I)^2 + 2 C_ii F_i,i + 2 C_ei [F_i,e] - 2 C_ii
 *   dW_e/dt = -W_e / tau_w_e + b_e E + a_e (mu_V,e - E_L_e) / tau_w_e, W_i alike;  dxi/dt = -xi / tau_OU + noise
 * [cross terms]: as printed (tvb-root 2.11, cross_terms 0); F_i,i for F_e,i and F_e,e for F_i,e in the variances (the
 * file of Kusch et al., 1); C_ee F_i,e + C_ei F_e,e + C_ei F_i,i + C_ii F_e,i in the covariance (the linearised
 * equations, 2).
 */
#include "kernels/kernels.h"
#include "mean_field_adex_slopes.h"

/* Variables: a block of regions */

/* Regions at a time: their temporary arrays stay in the first-level cache. A multiple of FIM_LANES. */
enum { BLOCK = 64 };

/* One population of a block: what it receives, kHz, and what comes out. */
typedef struct population_block {
  population_t constants;
  const double *W;                /* pA */
  FIM_ALIGNED double x[BLOCK];    /* excitatory input rate from elsewhere, kHz */
  FIM_ALIGNED double F[BLOCK];    /* kHz */
  FIM_ALIGNED double mu_V[BLOCK]; /* mV */
  FIM_ALIGNED double e[BLOCK];    /* derivatives of F, second order only */
  FIM_ALIGNED double i[BLOCK];
  FIM_ALIGNED double ee[BLOCK];
  FIM_ALIGNED double ei[BLOCK];
  FIM_ALIGNED double ii[BLOCK];
} population_block_t;

/* State, coupling and slopes of a block; C and dC: C_ee, C_ei, C_ii, second order only. */
typedef struct block {
  const double *E, *I, *W_e, *W_i, *xi, *c, *C[3];
  double *dE, *dI, *dW_e, *dW_i, *dxi, *dC[3];
} block_t;

FIM_INLINE double rectified(double x) {
  return x > 0 ? x : 0;
}

FIM_INLINE void inputs(const double *p, int32_t n, const block_t *b, population_block_t *e, population_block_t *i) {
  e->W = b->W_e;
  i->W = b->W_i;
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double noise = p[mf_weight_noise] * b->xi[r];
    e->x[r] = rectified(b->c[r] + p[mf_external_input_ex_ex] + noise);
    i->x[r] = rectified(p[mf_S_i] * b->c[r] + p[mf_external_input_in_ex] + noise);
  }
}

/* F and mu_V; with_slopes: also the derivatives, first ones times unit, second ones times unit^2. */
FIM_INLINE void rates_of(population_block_t *p, int32_t n, const block_t *b, int with_slopes, double unit,
                         int one_tau) {
  const population_t *q = &p->constants;
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const input_t in = {b->E[r], b->I[r], p->x[r], q->external_input_i, p->W[r]};
    const membrane_t m = mean_field_adex_membrane(q, in, one_tau);
    const fim_erfc_t at_z = fim_erfc(m.z);
    const double F = mean_field_adex_F(&m, at_z);
    p->F[r] = F;
    p->mu_V[r] = m.v - 60;
    if (with_slopes) {
      const slopes_t d = mean_field_adex_slopes(q, &m, at_z, F, one_tau);
      p->e[r] = unit * d.e;
      p->i[r] = unit * d.i;
      p->ee[r] = unit * unit * d.ee;
      p->ei[r] = unit * unit * d.ei;
      p->ii[r] = unit * unit * d.ii;
    }
  }
}

FIM_INLINE void rates(population_block_t *p, int32_t n, const block_t *b, int with_slopes, double unit) {
  if (p->constants.tau_e == p->constants.tau_i) {
    rates_of(p, n, b, with_slopes, unit, 1);
  } else {
    rates_of(p, n, b, with_slopes, unit, 0);
  }
}

FIM_INLINE void adaptation_and_noise(const double *p, int32_t n, const block_t *b, const population_block_t *e,
                                     const population_block_t *i) {
  const double by_tau_w_e = 1 / p[mf_tau_w_e];
  const double by_tau_w_i = 1 / p[mf_tau_w_i];
  const double by_tau_OU = 1 / p[mf_tau_OU];
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double pull_e = p[mf_a_e] * (e->mu_V[r] - p[mf_E_L_e]) - b->W_e[r];
    const double pull_i = p[mf_a_i] * (i->mu_V[r] - p[mf_E_L_i]) - b->W_i[r];
    b->dW_e[r] = fim_fma(p[mf_b_e], b->E[r], pull_e * by_tau_w_e);
    b->dW_i[r] = fim_fma(p[mf_b_i], b->I[r], pull_i * by_tau_w_i);
    b->dxi[r] = -b->xi[r] * by_tau_OU;
  }
}

/* Slopes in the cross terms of the variances and of the covariance, chosen by the option cross_terms. */
typedef struct cross {
  const double *ee, *ii;         /* times 2 C_ei */
  const double *by_ee, *by_ei_1; /* times C_ee, C_ei, C_ei, C_ii */
  const double *by_ei_2, *by_ii;
} cross_t;

FIM_INLINE cross_t cross_terms(const double *p, const population_block_t *e, const population_block_t *i) {
  const cross_t tvb = {e->i, i->e, e->e, i->e, e->i, i->i};
  const cross_t kusch = {i->i, e->e, e->e, i->e, e->i, i->i};
  const cross_t linearised = {e->i, i->e, i->e, e->e, i->i, e->i};
  return p[mf_cross_terms] == 0 ? tvb : p[mf_cross_terms] == 1 ? kusch : linearised;
}

/* The five moments of a block. */
FIM_INLINE void moments(const double *p, int32_t n, const block_t *b, const population_block_t *e,
                        const population_block_t *i) {
  const cross_t x = cross_terms(p, e, i);
  const double by_T = 1 / p[mf_T];
  const double by_N_e = 1 / ((1 - p[mf_g]) * p[mf_N_tot]);
  const double by_N_i = 1 / (p[mf_g] * p[mf_N_tot]);
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double ee = b->C[0][r];
    const double ei = b->C[1][r];
    const double ii = b->C[2][r];
    const double F_e = e->F[r];
    const double F_i = i->F[r];
    const double off_e = F_e - b->E[r];
    const double off_i = F_i - b->I[r];
    const double bent_e = fim_fma(0.5 * ee, e->ee[r], fim_fma(ei, e->ei[r], 0.5 * ii * e->ii[r]));
    const double bent_i = fim_fma(0.5 * ee, i->ee[r], fim_fma(ei, i->ei[r], 0.5 * ii * i->ii[r]));
    const double spikes_e = F_e * (by_T - F_e) * by_N_e;
    const double spikes_i = F_i * (by_T - F_i) * by_N_i;
    const double slope_ee = fim_fma(ee, e->e[r], fim_fma(ei, x.ee[r], -ee));
    const double slope_ii = fim_fma(ii, i->i[r], fim_fma(ei, x.ii[r], -ii));
    const double slope_ei = fim_fma(ee, x.by_ee[r], fim_fma(ei, x.by_ei_1[r] + x.by_ei_2[r] - 2, ii * x.by_ii[r]));
    b->dE[r] = (off_e + bent_e) * by_T;
    b->dI[r] = (off_i + bent_i) * by_T;
    b->dC[0][r] = fim_fma(2, slope_ee, fim_fma(off_e, off_e, spikes_e)) * by_T;
    b->dC[1][r] = fim_fma(off_e, off_i, slope_ei) * by_T;
    b->dC[2][r] = fim_fma(2, slope_ii, fim_fma(off_i, off_i, spikes_i)) * by_T;
  }
}

/* step */

void FIM_KERNEL(mean_field_adex_2)(const double *params, int32_t n, const double *const *y, const double *c,
                                   double *const *dy) {
  population_block_t e = {.constants = mean_field_adex_population(params, 0)};
  population_block_t i = {.constants = mean_field_adex_population(params, 1)};
  const double unit = params[mf_derivatives] == 0 ? 1e-3 : 1; /* kHz per unit of the step's denominator */
  for (int32_t at = 0; at < n; at += BLOCK) {
    const int32_t size = n - at < BLOCK ? n - at : BLOCK;
    const block_t b = {.E = y[E] + at,
                       .I = y[I] + at,
                       .W_e = y[W_e] + at,
                       .W_i = y[W_i] + at,
                       .xi = y[xi] + at,
                       .c = c + at,
                       .C = {y[C_ee] + at, y[C_ei] + at, y[C_ii] + at},
                       .dE = dy[E] + at,
                       .dI = dy[I] + at,
                       .dW_e = dy[W_e] + at,
                       .dW_i = dy[W_i] + at,
                       .dxi = dy[xi] + at,
                       .dC = {dy[C_ee] + at, dy[C_ei] + at, dy[C_ii] + at}};
    inputs(params, size, &b, &e, &i);
    rates(&e, size, &b, 1, unit);
    rates(&i, size, &b, 1, unit);
    moments(params, size, &b, &e, &i);
    adaptation_and_noise(params, size, &b, &e, &i);
  }
}

void FIM_KERNEL(mean_field_adex_1)(const double *params, int32_t n, const double *const *y, const double *c,
                                   double *const *dy) {
  population_block_t e = {.constants = mean_field_adex_population(params, 0)};
  population_block_t i = {.constants = mean_field_adex_population(params, 1)};
  const double by_T = 1 / params[mf_T];
  for (int32_t at = 0; at < n; at += BLOCK) {
    const int32_t size = n - at < BLOCK ? n - at : BLOCK;
    const block_t b = {.E = y[0] + at,
                       .I = y[1] + at,
                       .W_e = y[2] + at,
                       .W_i = y[3] + at,
                       .xi = y[4] + at,
                       .c = c + at,
                       .dE = dy[0] + at,
                       .dI = dy[1] + at,
                       .dW_e = dy[2] + at,
                       .dW_i = dy[3] + at,
                       .dxi = dy[4] + at};
    inputs(params, size, &b, &e, &i);
    rates(&e, size, &b, 0, 1);
    rates(&i, size, &b, 0, 1);
#pragma omp simd
    for (int32_t r = 0; r < size; r++) {
      b.dE[r] = (e.F[r] - b.E[r]) * by_T;
      b.dI[r] = (i.F[r] - b.I[r]) * by_T;
    }
    adaptation_and_noise(params, size, &b, &e, &i);
  }
}

void FIM_KERNEL(mean_field_adex_lanes)(const double *params, int32_t inhibitory, double lanes[6][FIM_LANES]) {
  const population_t p = mean_field_adex_population(params, inhibitory);
  const int one_tau = p.tau_e == p.tau_i;
#pragma omp simd
  for (int r = 0; r < FIM_LANES; r++) {
    const input_t in = {lanes[0][r], lanes[1][r], lanes[2][r], lanes[3][r], lanes[4][r]};
    const membrane_t m = mean_field_adex_membrane(&p, in, one_tau);
    lanes[5][r] = mean_field_adex_F(&m, fim_erfc(m.z));
  }
}
