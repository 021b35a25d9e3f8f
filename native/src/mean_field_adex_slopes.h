/*
 * mean_field_adex_slopes.h: the transfer function and its first and second derivatives with respect to E and I.
 *
 * Derived by hand along G_e and G_i, one unit of each being 1 nS, and scaled to E and I at the end. With
 * A = (E_e - mu_V) / G, B = (E_i - mu_V) / G, S = A + B and subscripts e, i for d/dG_e, d/dG_i:
 *
 *   mu_V,e = A,  A_e = -2 A / G,  A_i = B_e = -S / G,  (A^2)_e = -4 A^2 / G,  (A^2)_i = -2 A S / G
 *
 *   (A^2)_ee = 20 A^2 / G^2,  (A^2)_ei = 4 A (3 A + 2 B) / G^2,  (A^2)_ii = (6 A^2 + 12 A B + 2 B^2) / G^2
 *
 * consistent: these, first ones pure numbers, second ones 1/kHz, so that every term of the moment equations is in kHz
 * or kHz^2.
 *
 * published: The Virtual Brain takes central differences of step h = 1e-7 kHz whose denominators count the step in Hz
 * (H = 1e3 h) while F stays in kHz. So its first derivatives are 1e-3 and its second ones 1e-6 of the consistent ones,
 * which is what is computed here. The differences are off by
 *
 *   - truncation, h^2 / 6 F''' and h^2 / 12 F'''': relative 5e-9 where F varies over 6e-4 kHz, as it does under strong
 *     excitation and little inhibition; 1e-4 of the second ones out of silence, 2e-13 kHz/ms of dE/dt; less elsewhere;
 *
 *   - rounding, eps F / (2 H) and 4 eps F / H^2 with eps = 1.1e-16: 2e-14 and 1.8e-9 1/kHz at 40 Hz, of which a
 *     variance of 1e-5 kHz^2 takes 9e-15 kHz to T dE/dt.
 */
#ifndef FIMBRIA_SRC_MEAN_FIELD_ADEX_SLOPES_H
#define FIMBRIA_SRC_MEAN_FIELD_ADEX_SLOPES_H

#include "mean_field_adex_transfer.h"

/* A number's first and second derivatives. */
typedef struct slopes {
  double e, i, ee, ei, ii;
} slopes_t;

/* Of power_e + power_i (or of one of them: the other jump 0). */
FIM_INLINE slopes_t mean_field_adex_power(const membrane_t *m, double jump_e, double jump_i) {
  const double A = m->A_e;
  const double B = m->A_i;
  const double S = A + B;
  const double share_e = m->G_e * m->one_over_G;
  const double share_i = m->G_i * m->one_over_G;
  const double jump_A = jump_e * A;
  const double jump_B = jump_i * B;
  const double fall_A = jump_A * A;
  const double fall_B = jump_B * B;
  const double S_A = -2 * jump_A * S;
  const double S_B = -2 * jump_B * S;
  const double squares = 2 * A * A;
  const double products = 12 * A * B;
  const double squares_B = 2 * B * B;
  const double bend_e = jump_e * share_e; /* of (A^2)_ii, and of (B^2)_ee below */
  const double bend_i = jump_i * share_i;
  slopes_t d;
  d.e = fim_fma(fall_A, fim_fma(-4, share_e, 1), share_i * S_B);
  d.i = fim_fma(fall_B, fim_fma(-4, share_i, 1), share_e * S_A);
  d.ee = fim_fma(fall_A, fim_fma(20, share_e, -8), bend_i * fim_fma(3, squares_B, products + squares)) * m->one_over_G;
  d.ii = fim_fma(fall_B, fim_fma(20, share_i, -8), bend_e * fim_fma(3, squares, products + squares_B)) * m->one_over_G;
  const double mixed_A = fim_fma(share_e * jump_A, fim_fma(12, A, 8 * B), S_A);
  const double mixed_B = fim_fma(share_i * jump_B, fim_fma(12, B, 8 * A), S_B);
  d.ei = (mixed_A + mixed_B) * m->one_over_G;
  return d;
}

/* Of power * filter, filter = G / (tau G + C_m) a function of G alone. */
FIM_INLINE slopes_t mean_field_adex_filtered(double power, slopes_t d, double filter, double one_over_D, double C_m,
                                             double tau) {
  const double first = C_m * (one_over_D * one_over_D);
  const double second = -2 * tau * one_over_D * first;
  const double rest = power * second;
  slopes_t out;
  out.e = fim_fma(d.e, filter, power * first);
  out.i = fim_fma(d.i, filter, power * first);
  out.ee = fim_fma(d.ee, filter, fim_fma(2 * d.e, first, rest));
  out.ei = fim_fma(d.ei, filter, fim_fma(d.e + d.i, first, rest));
  out.ii = fim_fma(d.ii, filter, fim_fma(2 * d.i, first, rest));
  return out;
}

/* Of a quotient q = a / b: a = q b, so q_e = (a_e - q b_e) / b and so on. */
FIM_INLINE slopes_t mean_field_adex_quotient(slopes_t a, double q, slopes_t b, double one_over_b) {
  slopes_t out;
  out.e = fim_fma(-q, b.e, a.e) * one_over_b;
  out.i = fim_fma(-q, b.i, a.i) * one_over_b;
  out.ee = fim_fma(-q, b.ee, fim_fma(-2 * out.e, b.e, a.ee)) * one_over_b;
  out.ei = fim_fma(-q, b.ei, fim_fma(-out.e, b.i, fim_fma(-out.i, b.e, a.ei))) * one_over_b;
  out.ii = fim_fma(-q, b.ii, fim_fma(-2 * out.i, b.i, a.ii)) * one_over_b;
  return out;
}

/* Of the square root: sigma^2 = variance. */
FIM_INLINE slopes_t mean_field_adex_root(slopes_t variance, double one_over_sigma) {
  slopes_t out;
  out.e = 0.5 * variance.e * one_over_sigma;
  out.i = 0.5 * variance.i * one_over_sigma;
  out.ee = fim_fma(0.5, variance.ee, -out.e * out.e) * one_over_sigma;
  out.ei = fim_fma(0.5, variance.ei, -out.e * out.i) * one_over_sigma;
  out.ii = fim_fma(0.5, variance.ii, -out.i * out.i) * one_over_sigma;
  return out;
}

/* Of the polynomial that gives the distance to the threshold, by the chain rule. */
FIM_INLINE slopes_t mean_field_adex_distance(const population_t *p, const membrane_t *m, slopes_t s, slopes_t x) {
  const double *P = p->threshold;
  const double A = m->A_e;
  const double B = m->A_i;
  const double by_v = fim_fma(P[4], m->v, m->along_v);
  const double by_s = fim_fma(P[5], m->s, fim_fma(P[7], m->v, m->along_s));
  const double by_x = fim_fma(P[6], m->x, fim_fma(P[8], m->v, fim_fma(P[9], m->s, m->along_x)));
  /* Changes of by_v, by_s, by_x along G_e and along G_i */
  const double e_v = fim_fma(2 * P[4], A, fim_fma(P[7], s.e, P[8] * x.e));
  const double e_s = fim_fma(P[7], A, fim_fma(2 * P[5], s.e, P[9] * x.e));
  const double e_x = fim_fma(P[8], A, fim_fma(P[9], s.e, 2 * P[6] * x.e));
  const double i_v = fim_fma(2 * P[4], B, fim_fma(P[7], s.i, P[8] * x.i));
  const double i_s = fim_fma(P[7], B, fim_fma(2 * P[5], s.i, P[9] * x.i));
  const double i_x = fim_fma(P[8], B, fim_fma(P[9], s.i, 2 * P[6] * x.i));
  const double v_ee = -2 * A * m->one_over_G;
  const double v_ei = -(A + B) * m->one_over_G;
  const double v_ii = -2 * B * m->one_over_G;
  slopes_t out;
  out.e = fim_fma(by_v, A, fim_fma(by_s, s.e, by_x * x.e));
  out.i = fim_fma(by_v, B, fim_fma(by_s, s.i, by_x * x.i));
  out.ee = fim_fma(by_v, v_ee, fim_fma(by_s, s.ee, fim_fma(by_x, x.ee, fim_fma(e_v, A, fim_fma(e_s, s.e, e_x * x.e)))));
  out.ei = fim_fma(by_v, v_ei, fim_fma(by_s, s.ei, fim_fma(by_x, x.ei, fim_fma(e_v, B, fim_fma(e_s, s.i, e_x * x.i)))));
  out.ii = fim_fma(by_v, v_ii, fim_fma(by_s, s.ii, fim_fma(by_x, x.ii, fim_fma(i_v, B, fim_fma(i_s, s.i, i_x * x.i)))));
  return out;
}

/* Of F with respect to E and I: pure numbers, and 1/kHz. F: its value. */
FIM_INLINE slopes_t mean_field_adex_slopes(const population_t *p, const membrane_t *m, fim_erfc_t at_z, double F,
                                           int one_tau) {
  slopes_t variance;
  slopes_t T_V;
  if (one_tau) {
    const slopes_t power = mean_field_adex_power(m, p->jump_e, p->jump_i);
    variance = mean_field_adex_filtered(m->power_e + m->power_i, power, m->filter_e, m->one_over_D_e, p->C_m, p->tau_e);
    const double first = -p->C_m * m->one_over_G * m->one_over_G;
    const double second = -2 * first * m->one_over_G;
    T_V = (slopes_t){first, first, second, second, second};
  } else {
    const slopes_t e = mean_field_adex_power(m, p->jump_e, 0);
    const slopes_t i = mean_field_adex_power(m, 0, p->jump_i);
    const slopes_t power = {e.e + i.e, e.i + i.i, e.ee + i.ee, e.ei + i.ei, e.ii + i.ii};
    const slopes_t by_e = mean_field_adex_filtered(m->power_e, e, m->filter_e, m->one_over_D_e, p->C_m, p->tau_e);
    const slopes_t by_i = mean_field_adex_filtered(m->power_i, i, m->filter_i, m->one_over_D_i, p->C_m, p->tau_i);
    variance = (slopes_t){by_e.e + by_i.e, by_e.i + by_i.i, by_e.ee + by_i.ee, by_e.ei + by_i.ei, by_e.ii + by_i.ii};
    T_V = mean_field_adex_quotient(power, m->T_V, variance, m->one_over_sigma * m->one_over_sigma);
  }
  const slopes_t sigma = mean_field_adex_root(variance, m->one_over_sigma);
  const slopes_t distance = mean_field_adex_distance(p, m, sigma, T_V);
  const slopes_t z = mean_field_adex_quotient(distance, m->z, sigma, m->one_over_sigma);
  /* erfc / 2 along z: slope exp(-z^2) / -sqrt(pi), then that times -2 z */
  const double slope = -0.5641895835477562869481 * at_z.gauss;
  const double bend = -2 * m->z;
  const slopes_t half_erfc = {slope * z.e, slope * z.i, slope * fim_fma(bend * z.e, z.e, z.ee),
                              slope * fim_fma(bend * z.e, z.i, z.ei), slope * fim_fma(bend * z.i, z.i, z.ii)};
  const slopes_t d = mean_field_adex_quotient(half_erfc, F, T_V, m->one_over_T_V);
  const double E = p->gain_e;
  const double I = p->gain_i;
  return (slopes_t){E * d.e, I * d.i, E * E * d.ee, E * I * d.ei, I * I * d.ii};
}

#endif
