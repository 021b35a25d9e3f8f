/*
 * mean_field_adex_transfer.h: rate of an AdEx population as a function of its input rates.
 *
 * The semi-analytic transfer function of Zerlaut et al. 2018 (doi 10.1007/s10827-017-0668-2) with the adaptation of
 * di Volo et al. 2019 (doi 10.1162/neco_a_01173): mean, standard deviation and correlation time of the membrane
 * potential under Poisson input give an effective threshold, and that the rate.
 */
#ifndef FIMBRIA_SRC_MEAN_FIELD_ADEX_TRANSFER_H
#define FIMBRIA_SRC_MEAN_FIELD_ADEX_TRANSFER_H

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

/* Constants of one population's transfer function. */
typedef struct population {
  double g_L, C_m, E_L, E_e, E_i;    /* nS, pF, mV */
  double Q_e, Q_i, tau_e, tau_i;     /* nS, ms */
  double K_e, K_i, K_ext_e, K_ext_i; /* synapses of a neuron: from its own region, from elsewhere */
  double P[10];                      /* effective threshold, V */
  double external_input_i;           /* constant rate of the K_ext_i synapses, kHz */
} population_t;

/* Smallest input rate of a synapse within the region, kHz: no division by 0 in a silent network. */
static const double spontaneous_rate = 1e-6;

static inline population_t mean_field_adex_population(const double *params, int inhibitory) {
  population_t p = {
      .g_L = params[mf_g_L],
      .C_m = params[mf_C_m],
      .E_L = params[inhibitory ? mf_E_L_i : mf_E_L_e],
      .E_e = params[mf_E_e],
      .E_i = params[mf_E_i],
      .Q_e = params[mf_Q_e],
      .Q_i = params[mf_Q_i],
      .tau_e = params[mf_tau_e],
      .tau_i = params[mf_tau_i],
      .K_e = (1 - params[mf_g]) * params[mf_p_connect_e] * params[mf_N_tot],
      .K_i = params[mf_g] * params[mf_p_connect_i] * params[mf_N_tot],
      .K_ext_e = params[mf_K_ext_e],
      .K_ext_i = params[mf_K_ext_i],
      .external_input_i = params[inhibitory ? mf_external_input_in_in : mf_external_input_ex_in],
  };
  for (int k = 0; k < 10; k++) {
    p.P[k] = params[(inhibitory ? mf_P_i : mf_P_e) + k];
  }
  return p;
}

/* Mean of the membrane potential, mV, for the total input rates f_e, f_i, kHz, and the adaptation W, pA. */
FIM_INLINE double mean_field_adex_mu_V(const population_t *p, double f_e, double f_i, double W) {
  const double mu_Ge = p->Q_e * p->tau_e * f_e;
  const double mu_Gi = p->Q_i * p->tau_i * f_i;
  return (mu_Ge * p->E_e + mu_Gi * p->E_i + p->g_L * p->E_L - W) / (p->g_L + mu_Ge + mu_Gi);
}

/* Total input rate of a neuron, kHz: nu per synapse within the region, x per synapse from elsewhere. */
FIM_INLINE double mean_field_adex_f_e(const population_t *p, double nu_e, double x_e) {
  return (nu_e + spontaneous_rate) * p->K_e + x_e * p->K_ext_e;
}

FIM_INLINE double mean_field_adex_f_i(const population_t *p, double nu_i, double x_i) {
  return (nu_i + spontaneous_rate) * p->K_i + x_i * p->K_ext_i;
}

/* F(nu_e, nu_i, x_e, x_i, W), kHz. */
FIM_INLINE double mean_field_adex_F(const population_t *p, double nu_e, double nu_i, double x_e, double x_i, double W) {
  const double sqrt2 = 1.414213562373095048802;
  const double f_e = mean_field_adex_f_e(p, nu_e, x_e);
  const double f_i = mean_field_adex_f_i(p, nu_i, x_i);
  const double mu_V = mean_field_adex_mu_V(p, f_e, f_i, W);
  const double mu_G = p->g_L + p->Q_e * p->tau_e * f_e + p->Q_i * p->tau_i * f_i;
  const double tau_m = p->C_m / mu_G;

  const double U_e = p->Q_e / mu_G * (p->E_e - mu_V) * p->tau_e;
  const double U_i = p->Q_i / mu_G * (p->E_i - mu_V) * p->tau_i;
  const double power_e = f_e * U_e * U_e;
  const double power_i = f_i * U_i * U_i;
  const double variance = power_e / (p->tau_e + tau_m) + power_i / (p->tau_i + tau_m);
  const double sigma_V = sqrt(0.5 * variance);
  const double T_V = (power_e + power_i) / variance;

  const double *P = p->P;
  const double V = (mu_V + 60) / 10;
  const double S = (sigma_V - 4) / 6;
  const double X = T_V * p->g_L / p->C_m - 0.5;
  const double V_thr = 1000 * (P[0] + P[1] * V + P[2] * S + P[3] * X + P[4] * V * V + P[5] * S * S + P[6] * X * X +
                               P[7] * V * S + P[8] * V * X + P[9] * S * X);
  return erfc((V_thr - mu_V) / (sqrt2 * sigma_V)) / (2 * T_V);
}

#endif
