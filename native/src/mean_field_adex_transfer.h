/*
 * mean_field_adex_transfer.h: rate of an AdEx population as a function of its input rates.
 *
 * The semi-analytic transfer function of Zerlaut et al. 2018 (doi 10.1007/s10827-017-0668-2) with the adaptation of
 * di Volo et al. 2019 (doi 10.1162/neco_a_01173): mean, standard deviation and correlation time of the membrane
 * potential under Poisson input give an effective threshold, and that the rate.
 */
#ifndef FIMBRIA_SRC_MEAN_FIELD_ADEX_TRANSFER_H
#define FIMBRIA_SRC_MEAN_FIELD_ADEX_TRANSFER_H

#include <math.h>

#include "erfc.h"
#include "lanes.h"

/* Parameters of both orders, in the order of their table (mean_field_adex_model.c). */
enum mean_field_adex_parameter {
  mf_g_L,
  mf_C_m,
  mf_E_L_e,
  mf_E_L_i,
  mf_a_e,
  mf_b_e,
  mf_tau_w_e,
  mf_a_i,
  mf_b_i,
  mf_tau_w_i,
  mf_E_e,
  mf_E_i,
  mf_Q_e,
  mf_Q_i,
  mf_tau_e,
  mf_tau_i,
  mf_N_tot,
  mf_p_connect_e,
  mf_p_connect_i,
  mf_g,
  mf_T,
  mf_K_ext_e,
  mf_K_ext_i,
  mf_external_input_ex_ex,
  mf_external_input_ex_in,
  mf_external_input_in_ex,
  mf_external_input_in_in,
  mf_S_i,
  mf_weight_noise,
  mf_tau_OU,
  mf_P_e,
  mf_P_i = mf_P_e + 10,
  MF_ORDER_1_PARAMETERS = mf_P_i + 10,
  mf_derivatives = MF_ORDER_1_PARAMETERS,
  mf_cross_terms,
  MF_ORDER_2_PARAMETERS
};

/* Variables of both orders. */
enum { E, I, C_ee, C_ei, C_ii, W_e, W_i, xi, ORDER_2_VARIABLES, ORDER_1_VARIABLES = 5 };

/*
 * Constants of one population's transfer function. G_e and G_i, the mean synaptic conductances in nS, take the place of
 * rates: dG_e/dE = gain_e, dG_i/dI = gain_i.
 */
typedef struct population {
  double g_L, C_m, E_e, E_i, tau_e, tau_i; /* nS, pF, mV, mV, ms, ms */
  double jump_e, jump_i;                   /* Q tau of a spike, nS ms */
  double gain_e, gain_i;                   /* nS/kHz of a synapse within the region: jump times their number */
  double gain_ext_e, gain_ext_i;           /* nS/kHz of a synapse from elsewhere */
  double floor_e, floor_i;                 /* nS in a silent network */
  double leak;                             /* g_L E_L, pA */
  double external_input_i;                 /* constant rate of the K_ext_i synapses, kHz */
  double sigma_0, T_0;                     /* see threshold[] */
  /* sqrt(2) sigma_V z, the distance to the threshold, mV: coefficients of 1, v, s, x, v^2, s^2, x^2, v s, v x, s x with
   * v = mu_V + 60, s = sqrt(2) sigma_V - sigma_0, x = T_V - T_0. */
  double threshold[10];
} population_t;

/* Smallest input rate of a synapse within the region, kHz: no division by 0 in a silent network. */
static const double spontaneous_rate = 1e-6;

/* The published polynomial in V = (mu_V + 60) / 10, S = (sigma_V - 4) / 6, X = T_V g_L / C_m - 0.5, V, less mu_V. */
static inline void mean_field_adex_threshold(const double *P, population_t *p) {
  const double sqrt2 = 1.414213562373095048802;
  const double v = 0.1;
  const double s = 1 / (6 * sqrt2);
  const double x = p->g_L / p->C_m;
  const double unit[10] = {1, v, s, x, v * v, s * s, x * x, v * s, v * x, s * x};
  for (int k = 0; k < 10; k++) {
    p->threshold[k] = 1000 * P[k] * unit[k];
  }
  p->threshold[0] += 60;
  p->threshold[1] -= 1;
  p->sigma_0 = 4 * sqrt2;
  p->T_0 = 0.5 * p->C_m / p->g_L;
}

static inline population_t mean_field_adex_population(const double *params, int inhibitory) {
  const double jump_e = params[mf_Q_e] * params[mf_tau_e];
  const double jump_i = params[mf_Q_i] * params[mf_tau_i];
  const double gain_e = jump_e * ((1 - params[mf_g]) * params[mf_p_connect_e] * params[mf_N_tot]);
  const double gain_i = jump_i * (params[mf_g] * params[mf_p_connect_i] * params[mf_N_tot]);
  population_t p = {
      .g_L = params[mf_g_L],
      .C_m = params[mf_C_m],
      .E_e = params[mf_E_e],
      .E_i = params[mf_E_i],
      .tau_e = params[mf_tau_e],
      .tau_i = params[mf_tau_i],
      .jump_e = jump_e,
      .jump_i = jump_i,
      .gain_e = gain_e,
      .gain_i = gain_i,
      .gain_ext_e = jump_e * params[mf_K_ext_e],
      .gain_ext_i = jump_i * params[mf_K_ext_i],
      .floor_e = spontaneous_rate * gain_e,
      .floor_i = spontaneous_rate * gain_i,
      .leak = params[mf_g_L] * params[inhibitory ? mf_E_L_i : mf_E_L_e],
      .external_input_i = params[inhibitory ? mf_external_input_in_in : mf_external_input_ex_in],
  };
  mean_field_adex_threshold(params + (inhibitory ? mf_P_i : mf_P_e), &p);
  return p;
}

/* What one region's population receives: rates within the region and from elsewhere, kHz, and its adaptation, pA. */
typedef struct input {
  double nu_e, nu_i, x_e, x_i, W;
} input_t;

/* From the membrane potential's moments to the rate; derivatives go on from here (mean_field_adex_slopes.h). */
typedef struct membrane {
  double G_e, G_i, one_over_G;            /* mean conductances, nS; G = g_L + G_e + G_i */
  double v;                               /* mu_V + 60 mV */
  double A_e, A_i;                        /* (E_e - mu_V) / G, (E_i - mu_V) / G */
  double power_e, power_i;                /* jump G_e A_e^2, mV^2 ms */
  double one_over_D_e, one_over_D_i;      /* D = tau G + C_m */
  double filter_e, filter_i;              /* G / D = 1 / (tau + tau_m) */
  double variance, sigma, one_over_sigma; /* 2 sigma_V^2, its root */
  double T_V, one_over_T_V;               /* ms */
  double s, x, along_v, along_s, along_x; /* arguments of the polynomial, and what multiplies each */
  double z;                               /* argument of erfc */
} membrane_t;

/* one_tau: tau_e == tau_i, where T_V is tau + tau_m whatever the powers are. */
FIM_INLINE membrane_t mean_field_adex_membrane(const population_t *p, input_t in, int one_tau) {
  membrane_t m;
  m.G_e = fim_fma(p->gain_e, in.nu_e, fim_fma(p->gain_ext_e, in.x_e, p->floor_e));
  m.G_i = fim_fma(p->gain_i, in.nu_i, fim_fma(p->gain_ext_i, in.x_i, p->floor_i));
  const double G = p->g_L + m.G_e + m.G_i;
  const double D_e = fim_fma(p->tau_e, G, p->C_m);
  m.one_over_G = 1 / G;
  m.one_over_D_e = 1 / D_e;
  m.filter_e = G * m.one_over_D_e;
  m.one_over_D_i = one_tau ? m.one_over_D_e : 1 / fim_fma(p->tau_i, G, p->C_m);
  m.filter_i = one_tau ? m.filter_e : G * m.one_over_D_i;

  const double mu_V = fim_fma(m.G_e, p->E_e, fim_fma(m.G_i, p->E_i, p->leak - in.W)) * m.one_over_G;
  m.A_e = (p->E_e - mu_V) * m.one_over_G;
  m.A_i = (p->E_i - mu_V) * m.one_over_G;
  m.power_e = p->jump_e * (m.A_e * m.A_e) * m.G_e;
  m.power_i = p->jump_i * (m.A_i * m.A_i) * m.G_i;
  m.variance = one_tau ? (m.power_e + m.power_i) * m.filter_e : fim_fma(m.power_e, m.filter_e, m.power_i * m.filter_i);
  m.sigma = sqrt(m.variance);
  m.one_over_sigma = 1 / m.sigma;
  m.T_V = one_tau ? D_e * m.one_over_G : (m.power_e + m.power_i) * (m.one_over_sigma * m.one_over_sigma);
  m.one_over_T_V = one_tau ? m.filter_e : 1 / m.T_V;

  const double *P = p->threshold;
  m.v = mu_V + 60;
  m.s = m.sigma - p->sigma_0;
  m.x = m.T_V - p->T_0;
  m.along_v = fim_fma(P[4], m.v, fim_fma(P[7], m.s, fim_fma(P[8], m.x, P[1])));
  m.along_s = fim_fma(P[5], m.s, fim_fma(P[9], m.x, P[2]));
  m.along_x = fim_fma(P[6], m.x, P[3]);
  const double distance = fim_fma(m.v, m.along_v, fim_fma(m.s, m.along_s, fim_fma(m.x, m.along_x, P[0])));
  m.z = distance * m.one_over_sigma;
  return m;
}

/* F, kHz. */
FIM_INLINE double mean_field_adex_F(const membrane_t *m, fim_erfc_t at_z) {
  return 0.5 * at_z.value * m->one_over_T_V;
}

#endif
