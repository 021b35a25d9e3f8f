/*
 * mean_field_adex_slopes.h: the transfer function and its first and second derivatives with respect to E and I.
 *
 * published: central differences of The Virtual Brain, step h = 1e-7 kHz, whose denominators count the step in Hz
 * (H = 1e3 h) while F stays in kHz: first derivatives are 1e-3 and second ones 1e-6 of the consistent values.
 * consistent: exact derivatives (jet.h), first ones pure numbers, second ones 1/kHz, so that every term of the moment
 * equations is in kHz or kHz^2.
 */
#ifndef FIMBRIA_SRC_MEAN_FIELD_ADEX_SLOPES_H
#define FIMBRIA_SRC_MEAN_FIELD_ADEX_SLOPES_H

#include "jet.h"
#include "mean_field_adex_transfer.h"

/* Regions at a time: their temporary arrays stay in the first-level cache. A multiple of FIM_LANES. */
enum { BLOCK = 64 };

/* What one population of n <= BLOCK regions receives: arrays [n], kHz, kHz, kHz, pA. */
typedef struct drive {
  const double *E, *I, *x_e, *W;
} drive_t;

/* F, kHz, and its derivatives, arrays over regions. */
typedef struct slopes {
  FIM_ALIGNED double F[BLOCK];
  FIM_ALIGNED double e[BLOCK];
  FIM_ALIGNED double i[BLOCK];
  FIM_ALIGNED double ee[BLOCK];
  FIM_ALIGNED double ei[BLOCK];
  FIM_ALIGNED double ii[BLOCK];
} slopes_t;

/* F at (E + shift_e, I + shift_i). out: [n], written. */
FIM_INLINE void mean_field_adex_shifted(const population_t *p, int32_t n, drive_t in, double shift_e, double shift_i,
                                        double *out) {
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    out[r] = mean_field_adex_F(p, in.E[r] + shift_e, in.I[r] + shift_i, in.x_e[r], p->external_input_i, in.W[r]);
  }
}

FIM_INLINE void mean_field_adex_published(const population_t *p, int32_t n, drive_t in, slopes_t *out) {
  const double h = 1e-7;
  const double H = 1e3 * h;
  FIM_ALIGNED double F[3][3][BLOCK]; /* [E - h, E, E + h][I - h, I, I + h] */
  for (int a = 0; a < 3; a++) {
    for (int b = 0; b < 3; b++) {
      mean_field_adex_shifted(p, n, in, (a - 1) * h, (b - 1) * h, F[a][b]);
    }
  }
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    out->F[r] = F[1][1][r];
    out->e[r] = (F[2][1][r] - F[0][1][r]) / (2 * H);
    out->i[r] = (F[1][2][r] - F[1][0][r]) / (2 * H);
    out->ee[r] = (F[2][1][r] - 2 * F[1][1][r] + F[0][1][r]) / (H * H);
    out->ii[r] = (F[1][2][r] - 2 * F[1][1][r] + F[1][0][r]) / (H * H);
    out->ei[r] = ((F[2][2][r] - F[2][0][r]) / (2 * H) - (F[0][2][r] - F[0][0][r]) / (2 * H)) / (2 * H);
  }
}

/* mean_field_adex_F on jets: the same lines, each with its derivatives. */
FIM_INLINE jet_t mean_field_adex_jet(const population_t *p, double nu_e, double nu_i, double x_e, double x_i,
                                     double W) {
  const double sqrt2 = 1.414213562373095048802;
  const jet_t f_e = {.v = mean_field_adex_f_e(p, nu_e, x_e), .e = p->K_e};
  const jet_t f_i = {.v = mean_field_adex_f_i(p, nu_i, x_i), .i = p->K_i};
  const jet_t mu_Ge = jet_scale(p->Q_e * p->tau_e, f_e);
  const jet_t mu_Gi = jet_scale(p->Q_i * p->tau_i, f_i);
  const jet_t one_over_G = jet_reciprocal(jet_shift(p->g_L, jet_add(mu_Ge, mu_Gi)));
  const jet_t tau_m = jet_scale(p->C_m, one_over_G);
  const jet_t current = jet_shift(p->g_L * p->E_L - W, jet_add(jet_scale(p->E_e, mu_Ge), jet_scale(p->E_i, mu_Gi)));
  const jet_t mu_V = jet_mul(current, one_over_G);

  const jet_t U_e = jet_scale(p->Q_e * p->tau_e, jet_mul(one_over_G, jet_shift(p->E_e, jet_scale(-1, mu_V))));
  const jet_t U_i = jet_scale(p->Q_i * p->tau_i, jet_mul(one_over_G, jet_shift(p->E_i, jet_scale(-1, mu_V))));
  const jet_t power_e = jet_mul(f_e, jet_mul(U_e, U_e));
  const jet_t power_i = jet_mul(f_i, jet_mul(U_i, U_i));
  const jet_t variance = jet_add(jet_mul(power_e, jet_reciprocal(jet_shift(p->tau_e, tau_m))),
                                 jet_mul(power_i, jet_reciprocal(jet_shift(p->tau_i, tau_m))));
  const jet_t sigma_V = jet_sqrt(jet_scale(0.5, variance));
  const jet_t one_over_T_V = jet_mul(variance, jet_reciprocal(jet_add(power_e, power_i)));

  const double *P = p->P;
  const jet_t V = jet_scale(0.1, jet_shift(60, mu_V));
  const jet_t S = jet_scale(1.0 / 6, jet_shift(-4, sigma_V));
  const jet_t X = jet_shift(-0.5, jet_scale(p->g_L / p->C_m, jet_reciprocal(one_over_T_V)));
  /* P0 + V (P1 + P4 V + P7 S + P8 X) + S (P2 + P5 S + P9 X) + X (P3 + P6 X) */
  const jet_t by_V = jet_add(jet_shift(P[1], jet_scale(P[4], V)), jet_add(jet_scale(P[7], S), jet_scale(P[8], X)));
  const jet_t by_S = jet_add(jet_shift(P[2], jet_scale(P[5], S)), jet_scale(P[9], X));
  const jet_t by_X = jet_shift(P[3], jet_scale(P[6], X));
  const jet_t polynomial = jet_add(jet_mul(V, by_V), jet_add(jet_mul(S, by_S), jet_mul(X, by_X)));
  const jet_t V_thr = jet_scale(1000, jet_shift(P[0], polynomial));
  const jet_t distance = jet_mul(jet_sub(V_thr, mu_V), jet_reciprocal(jet_scale(sqrt2, sigma_V)));
  return jet_scale(0.5, jet_mul(jet_erfc(distance), one_over_T_V));
}

FIM_INLINE void mean_field_adex_consistent(const population_t *p, int32_t n, drive_t in, slopes_t *out) {
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const jet_t F = mean_field_adex_jet(p, in.E[r], in.I[r], in.x_e[r], p->external_input_i, in.W[r]);
    out->F[r] = F.v;
    out->e[r] = F.e;
    out->i[r] = F.i;
    out->ee[r] = F.ee;
    out->ei[r] = F.ei;
    out->ii[r] = F.ii;
  }
}

#endif
