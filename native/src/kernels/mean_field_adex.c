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

/* Variables: a block of regions, its inputs and its slopes; C is NULL in first order. */

typedef struct block {
  const double *E, *I, *W_e, *W_i, *xi, *c;
  double *dE, *dI, *dW_e, *dW_i, *dxi;
  FIM_ALIGNED double x_e[BLOCK]; /* excitatory input rates of the two populations, kHz */
  FIM_ALIGNED double x_i[BLOCK];
} block_t;

FIM_INLINE double rectified(double x) {
  return x > 0 ? x : 0;
}

FIM_INLINE void inputs(const double *p, int32_t n, block_t *b) {
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double noise = p[mf_weight_noise] * b->xi[r];
    b->x_e[r] = rectified(b->c[r] + p[mf_external_input_ex_ex] + noise);
    b->x_i[r] = rectified(p[mf_S_i] * b->c[r] + p[mf_external_input_in_ex] + noise);
  }
}

/* mu_V of one region, mV. */
FIM_INLINE double mu_V(const population_t *p, double rate_e, double rate_i, double x, double W) {
  return mean_field_adex_mu_V(p, mean_field_adex_f_e(p, rate_e, x), mean_field_adex_f_i(p, rate_i, p->external_input_i),
                              W);
}

FIM_INLINE void adaptation_and_noise(const double *p, const population_t *e, const population_t *i, int32_t n,
                                     const block_t *b) {
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double V_e = mu_V(e, b->E[r], b->I[r], b->x_e[r], b->W_e[r]);
    const double V_i = mu_V(i, b->E[r], b->I[r], b->x_i[r], b->W_i[r]);
    b->dW_e[r] = -b->W_e[r] / p[mf_tau_w_e] + p[mf_b_e] * b->E[r] + p[mf_a_e] * (V_e - e->E_L) / p[mf_tau_w_e];
    b->dW_i[r] = -b->W_i[r] / p[mf_tau_w_i] + p[mf_b_i] * b->I[r] + p[mf_a_i] * (V_i - i->E_L) / p[mf_tau_w_i];
    b->dxi[r] = -b->xi[r] / p[mf_tau_OU];
  }
}

/* Slopes in the cross terms of the variances and of the covariance, chosen by the option cross_terms. */
typedef struct cross {
  const double *ee, *ii;         /* times 2 C_ei */
  const double *by_ee, *by_ei_1; /* times C_ee, C_ei, C_ei, C_ii */
  const double *by_ei_2, *by_ii;
} cross_t;

FIM_INLINE cross_t cross_terms(const double *p, const slopes_t *e, const slopes_t *i) {
  const cross_t tvb = {e->i, i->e, e->e, i->e, e->i, i->i};
  const cross_t kusch = {i->i, e->e, e->e, i->e, e->i, i->i};
  const cross_t linearised = {e->i, i->e, i->e, e->e, i->i, e->i};
  return p[mf_cross_terms] == 0 ? tvb : p[mf_cross_terms] == 1 ? kusch : linearised;
}

/* The five moments of a block; C and dC: C_ee, C_ei, C_ii. */
FIM_INLINE void moments(const double *p, int32_t n, const block_t *b, const double *const *C, double *const *dC,
                        const slopes_t *e, const slopes_t *i) {
  const cross_t x = cross_terms(p, e, i);
  const double T = p[mf_T];
  const double N_e = (1 - p[mf_g]) * p[mf_N_tot];
  const double N_i = p[mf_g] * p[mf_N_tot];
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double ee = C[0][r];
    const double ei = C[1][r];
    const double ii = C[2][r];
    const double off_e = e->F[r] - b->E[r];
    const double off_i = i->F[r] - b->I[r];
    b->dE[r] = (off_e + 0.5 * ee * e->ee[r] + ei * e->ei[r] + 0.5 * ii * e->ii[r]) / T;
    b->dI[r] = (off_i + 0.5 * ee * i->ee[r] + ei * i->ei[r] + 0.5 * ii * i->ii[r]) / T;
    dC[0][r] = (e->F[r] * (1 / T - e->F[r]) / N_e + off_e * off_e + 2 * ee * e->e[r] + 2 * ei * x.ee[r] - 2 * ee) / T;
    dC[1][r] = (off_e * off_i + ee * x.by_ee[r] + ei * x.by_ei_1[r] + ei * x.by_ei_2[r] + ii * x.by_ii[r] - 2 * ei) / T;
    dC[2][r] = (i->F[r] * (1 / T - i->F[r]) / N_i + off_i * off_i + 2 * ii * i->i[r] + 2 * ei * x.ii[r] - 2 * ii) / T;
  }
}

/* step */

void FIM_KERNEL(mean_field_adex_2)(const double *params, int32_t n, const double *const *y, const double *c,
                                   double *const *dy) {
  const population_t e = mean_field_adex_population(params, 0);
  const population_t i = mean_field_adex_population(params, 1);
  const int consistent = params[mf_derivatives] == 1;
  slopes_t F_e;
  slopes_t F_i;
  for (int32_t at = 0; at < n; at += BLOCK) {
    const int32_t size = n - at < BLOCK ? n - at : BLOCK;
    block_t b = {y[E] + at,  y[I] + at,    y[W_e] + at,  y[W_i] + at, y[xi] + at, c + at, dy[E] + at,
                 dy[I] + at, dy[W_e] + at, dy[W_i] + at, dy[xi] + at, {0},        {0}};
    inputs(params, size, &b);
    const drive_t to_e = {b.E, b.I, b.x_e, b.W_e};
    const drive_t to_i = {b.E, b.I, b.x_i, b.W_i};
    if (consistent) {
      mean_field_adex_consistent(&e, size, to_e, &F_e);
      mean_field_adex_consistent(&i, size, to_i, &F_i);
    } else {
      mean_field_adex_published(&e, size, to_e, &F_e);
      mean_field_adex_published(&i, size, to_i, &F_i);
    }
    const double *const C[3] = {y[C_ee] + at, y[C_ei] + at, y[C_ii] + at};
    double *const dC[3] = {dy[C_ee] + at, dy[C_ei] + at, dy[C_ii] + at};
    moments(params, size, &b, C, dC, &F_e, &F_i);
    adaptation_and_noise(params, &e, &i, size, &b);
  }
}

void FIM_KERNEL(mean_field_adex_1)(const double *params, int32_t n, const double *const *y, const double *c,
                                   double *const *dy) {
  const population_t e = mean_field_adex_population(params, 0);
  const population_t i = mean_field_adex_population(params, 1);
  const double T = params[mf_T];
  FIM_ALIGNED double F_e[BLOCK];
  FIM_ALIGNED double F_i[BLOCK];
  for (int32_t at = 0; at < n; at += BLOCK) {
    const int32_t size = n - at < BLOCK ? n - at : BLOCK;
    block_t b = {y[0] + at,  y[1] + at,  y[2] + at,  y[3] + at,  y[4] + at, c + at, dy[0] + at,
                 dy[1] + at, dy[2] + at, dy[3] + at, dy[4] + at, {0},       {0}};
    inputs(params, size, &b);
    mean_field_adex_shifted(&e, size, (drive_t){b.E, b.I, b.x_e, b.W_e}, 0, 0, F_e);
    mean_field_adex_shifted(&i, size, (drive_t){b.E, b.I, b.x_i, b.W_i}, 0, 0, F_i);
#pragma omp simd
    for (int32_t r = 0; r < size; r++) {
      b.dE[r] = (F_e[r] - b.E[r]) / T;
      b.dI[r] = (F_i[r] - b.I[r]) / T;
    }
    adaptation_and_noise(params, &e, &i, size, &b);
  }
}

void FIM_KERNEL(mean_field_adex_lanes)(const double *params, int32_t inhibitory, double lanes[6][FIM_LANES]) {
  const population_t p = mean_field_adex_population(params, inhibitory);
#pragma omp simd
  for (int r = 0; r < FIM_LANES; r++) {
    lanes[5][r] = mean_field_adex_F(&p, lanes[0][r], lanes[1][r], lanes[2][r], lanes[3][r], lanes[4][r]);
  }
}
