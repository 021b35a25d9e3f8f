/*
 * mean_field_adex_reference.h: the mean-field equations once more, plainly, one region at a time, in long double.
 *
 * Written from the published equations, not from the kernel; parameters are looked up by their published symbols.
 */
#ifndef FIMBRIA_TEST_MEAN_FIELD_ADEX_REFERENCE_H
#define FIMBRIA_TEST_MEAN_FIELD_ADEX_REFERENCE_H

#include <math.h>
#include <stdio.h>

#include "brain.h"

typedef long double real;

static inline real value_of(const setup_t *s, const char *symbol) {
  fim_parameter_t row;
  for (int32_t p = 0; p < fim_neuralmass_parameter_count(s->config.model); p++) {
    assert_ok(fim_neuralmass_parameter(s->config.model, p, &row));
    if (strcmp(row.symbol, symbol) == 0) {
      return s->params[p];
    }
  }
  fail_msg("no parameter %s", symbol);
  return 0;
}

/* Everything that F of one population depends on but E and I. */
typedef struct population_input {
  real K_e, K_i, K_ext_e, K_ext_i, Q_e, Q_i, tau_e, tau_i, E_e, E_i, E_L, g_L, C_m, P[10];
  real x_e, x_i, W;
} population_input_t;

static inline population_input_t population_input(const setup_t *s, int inhibitory, real x_e, real x_i, real W) {
  population_input_t q = {.x_e = x_e, .x_i = x_i, .W = W};
  q.K_e = (1 - value_of(s, "g")) * value_of(s, "p_connect_e") * value_of(s, "N_tot");
  q.K_i = value_of(s, "g") * value_of(s, "p_connect_i") * value_of(s, "N_tot");
  q.K_ext_e = value_of(s, "K_ext_e");
  q.K_ext_i = value_of(s, "K_ext_i");
  q.Q_e = value_of(s, "Q_e");
  q.Q_i = value_of(s, "Q_i");
  q.tau_e = value_of(s, "tau_e");
  q.tau_i = value_of(s, "tau_i");
  q.E_e = value_of(s, "E_e");
  q.E_i = value_of(s, "E_i");
  q.E_L = value_of(s, inhibitory ? "E_L_i" : "E_L_e");
  q.g_L = value_of(s, "g_L");
  q.C_m = value_of(s, "C_m");
  for (int k = 0; k < 10; k++) {
    char symbol[16];
    snprintf(symbol, sizeof symbol, "P_%c%d", inhibitory ? 'i' : 'e', k);
    q.P[k] = value_of(s, symbol);
  }
  return q;
}

static inline real reference_mu_V(const population_input_t *q, real E, real I) {
  const real mu_Ge = q->Q_e * q->tau_e * ((E + 1e-6L) * q->K_e + q->x_e * q->K_ext_e);
  const real mu_Gi = q->Q_i * q->tau_i * ((I + 1e-6L) * q->K_i + q->x_i * q->K_ext_i);
  return (mu_Ge * q->E_e + mu_Gi * q->E_i + q->g_L * q->E_L - q->W) / (mu_Ge + mu_Gi + q->g_L);
}

static inline real reference_F(const population_input_t *q, real E, real I) {
  const real f_e = (E + 1e-6L) * q->K_e + q->x_e * q->K_ext_e;
  const real f_i = (I + 1e-6L) * q->K_i + q->x_i * q->K_ext_i;
  const real mu_G = q->g_L + q->Q_e * q->tau_e * f_e + q->Q_i * q->tau_i * f_i;
  const real tau_m = q->C_m / mu_G;
  const real mu_V = reference_mu_V(q, E, I);
  const real U_e = q->Q_e / mu_G * (q->E_e - mu_V);
  const real U_i = q->Q_i / mu_G * (q->E_i - mu_V);
  const real s_e = f_e * powl(U_e * q->tau_e, 2);
  const real s_i = f_i * powl(U_i * q->tau_i, 2);
  const real sigma_V = sqrtl(s_e / (2 * (q->tau_e + tau_m)) + s_i / (2 * (q->tau_i + tau_m)));
  const real T_V = (s_e + s_i) / (s_e / (q->tau_e + tau_m) + s_i / (q->tau_i + tau_m));
  const real V = (mu_V + 60) / 10;
  const real S = (sigma_V - 4) / 6;
  const real X = T_V * q->g_L / q->C_m - 0.5L;
  const real term[10] = {1, V, S, X, V * V, S * S, X * X, V * S, V * X, S * X};
  real V_thr = 0;
  for (int k = 0; k < 10; k++) {
    V_thr += 1000 * q->P[k] * term[k];
  }
  return erfcl((V_thr - mu_V) / (sqrtl(2) * sigma_V)) / (2 * T_V);
}

/* F and its derivatives: F, e, i, ee, ei, ii. */
typedef struct derivatives {
  real F, e, i, ee, ei, ii;
} derivatives_t;

/* Central differences of step h, denominators of step H. */
static inline derivatives_t differences(const population_input_t *q, real E, real I, real h, real H) {
  const real F = reference_F(q, E, I);
  const real E_up = reference_F(q, E + h, I);
  const real E_down = reference_F(q, E - h, I);
  const real I_up = reference_F(q, E, I + h);
  const real I_down = reference_F(q, E, I - h);
  const real mixed = reference_F(q, E + h, I + h) - reference_F(q, E + h, I - h) - reference_F(q, E - h, I + h) +
                     reference_F(q, E - h, I - h);
  return (derivatives_t){F,
                         (E_up - E_down) / (2 * H),
                         (I_up - I_down) / (2 * H),
                         (E_up - 2 * F + E_down) / (H * H),
                         mixed / (4 * H * H),
                         (I_up - 2 * F + I_down) / (H * H)};
}

/* (4 fine - coarse) / 3 and then (16 finer - ...) / 15: the errors of order h^2 and h^4 cancel. */
static inline real richardson(real coarse, real middle, real fine) {
  const real first = (4 * middle - coarse) / 3;
  const real second = (4 * fine - middle) / 3;
  return (16 * second - first) / 15;
}

static inline derivatives_t exact_derivatives(const population_input_t *q, real E, real I) {
  const real h = 2e-5L;
  const derivatives_t a = differences(q, E, I, h, h);
  const derivatives_t b = differences(q, E, I, h / 2, h / 2);
  const derivatives_t c = differences(q, E, I, h / 4, h / 4);
  return (derivatives_t){a.F,
                         richardson(a.e, b.e, c.e),
                         richardson(a.i, b.i, c.i),
                         richardson(a.ee, b.ee, c.ee),
                         richardson(a.ei, b.ei, c.ei),
                         richardson(a.ii, b.ii, c.ii)};
}

/* dy/dt of one region in second order; y and dy: E, I, C_ee, C_ei, C_ii, W_e, W_i, xi. */
static inline void reference_derivative(const setup_t *s, const double *y, double c, real *dy) {
  const real E = y[0];
  const real I = y[1];
  const real noise = value_of(s, "weight_noise") * y[7];
  const real x_e = fmaxl(c + value_of(s, "external_input_ex_ex") + noise, 0);
  const real x_i = fmaxl(value_of(s, "S_i") * c + value_of(s, "external_input_in_ex") + noise, 0);
  const population_input_t q_e = population_input(s, 0, x_e, value_of(s, "external_input_ex_in"), y[5]);
  const population_input_t q_i = population_input(s, 1, x_i, value_of(s, "external_input_in_in"), y[6]);
  const int consistent = value_of(s, "derivatives") == 1;
  const derivatives_t e = consistent ? exact_derivatives(&q_e, E, I) : differences(&q_e, E, I, 1e-7L, 1e-4L);
  const derivatives_t i = consistent ? exact_derivatives(&q_i, E, I) : differences(&q_i, E, I, 1e-7L, 1e-4L);
  const int cross = (int)value_of(s, "cross_terms");
  const real C_ee = y[2];
  const real C_ei = y[3];
  const real C_ii = y[4];
  const real T = value_of(s, "T");
  const real N_e = (1 - value_of(s, "g")) * value_of(s, "N_tot");
  const real N_i = value_of(s, "g") * value_of(s, "N_tot");
  const real covariance = cross == 2 ? C_ee * i.e + C_ei * e.e + C_ei * i.i + C_ii * e.i
                                     : C_ee * e.e + C_ei * i.e + C_ei * e.i + C_ii * i.i;
  dy[0] = (e.F - E + C_ee * e.ee / 2 + C_ei * e.ei + C_ii * e.ii / 2) / T;
  dy[1] = (i.F - I + C_ee * i.ee / 2 + C_ei * i.ei + C_ii * i.ii / 2) / T;
  dy[2] =
      (e.F * (1 / T - e.F) / N_e + powl(e.F - E, 2) + 2 * C_ee * e.e + 2 * C_ei * (cross == 1 ? i.i : e.i) - 2 * C_ee) /
      T;
  dy[3] = ((e.F - E) * (i.F - I) + covariance - 2 * C_ei) / T;
  dy[4] =
      (i.F * (1 / T - i.F) / N_i + powl(i.F - I, 2) + 2 * C_ii * i.i + 2 * C_ei * (cross == 1 ? e.e : i.e) - 2 * C_ii) /
      T;
  const real tau_w_e = value_of(s, "tau_w_e");
  const real tau_w_i = value_of(s, "tau_w_i");
  dy[5] =
      -y[5] / tau_w_e + value_of(s, "b_e") * E + value_of(s, "a_e") * (reference_mu_V(&q_e, E, I) - q_e.E_L) / tau_w_e;
  dy[6] =
      -y[6] / tau_w_i + value_of(s, "b_i") * I + value_of(s, "a_i") * (reference_mu_V(&q_i, E, I) - q_i.E_L) / tau_w_i;
  dy[7] = -y[7] / value_of(s, "tau_OU");
}

#endif
