/* mean_field_adex_model.c: parameters and state of the mean field, and its transfer function for callers. */
#include <float.h>
#include <stddef.h>

#include "error.h"
#include "mean_field_adex_transfer.h"
#include "variant.h"

/* Parameters */

#define TVB "di Volo et al. 2019; tvb-root Zerlaut"
#define KUSCH "Kusch et al. 2024, asynchronous regime"
#define THRESHOLD "Zerlaut et al. 2018, effective threshold; values of Kusch et al. 2024"
#define POLYNOMIAL(first, k, symbol, term, value) \
  [first + k] = {symbol, "V", "Effective threshold: coefficient of " term ".", THRESHOLD, value, -1, 1}

static const fim_parameter_t parameters[MF_ORDER_2_PARAMETERS] = {
    [mf_g_L] = {"g_L", "nS", "Leak conductance.", TVB, 10, 0.1, 1000},
    [mf_C_m] = {"C_m", "pF", "Membrane capacitance.", TVB, 200, 1, 10000},
    [mf_E_L_e] = {"E_L_e", "mV", "Leak reversal potential of excitatory neurons.", KUSCH, -64.5, -120, -20},
    [mf_E_L_i] = {"E_L_i", "mV", "Leak reversal potential of inhibitory neurons.", TVB, -65, -120, -20},
    [mf_a_e] = {"a_e", "nS", "Subthreshold adaptation of excitatory neurons.", KUSCH, 0, -100, 1000},
    [mf_b_e] = {"b_e", "pA", "Adaptation of excitatory neurons per spike.", KUSCH, 10, 0, 10000},
    [mf_tau_w_e] = {"tau_w_e", "ms", "Time constant of excitatory adaptation.", TVB, 500, 0.1, 100000},
    [mf_a_i] = {"a_i", "nS", "Subthreshold adaptation of inhibitory neurons.", TVB, 0, -100, 1000},
    [mf_b_i] = {"b_i", "pA", "Adaptation of inhibitory neurons per spike.", TVB, 0, 0, 10000},
    [mf_tau_w_i] = {"tau_w_i", "ms", "Time constant of inhibitory adaptation.", TVB, 1, 0.1, 100000},
    [mf_E_e] = {"E_e", "mV", "Reversal potential of excitatory synapses.", TVB, 0, -20, 60},
    [mf_E_i] = {"E_i", "mV", "Reversal potential of inhibitory synapses.", TVB, -80, -150, -40},
    [mf_Q_e] = {"Q_e", "nS", "Conductance of an excitatory synapse per spike.", KUSCH, 1, 0.001, 1000},
    [mf_Q_i] = {"Q_i", "nS", "Conductance of an inhibitory synapse per spike.", KUSCH, 10, 0.001, 1000},
    [mf_tau_e] = {"tau_e", "ms", "Decay time of excitatory conductance.", TVB, 5, 0.01, 1000},
    [mf_tau_i] = {"tau_i", "ms", "Decay time of inhibitory conductance.", TVB, 5, 0.01, 1000},
    [mf_N_tot] = {"N_tot", "1", "Neurons of a region.", TVB, 10000, 2, 1e9},
    [mf_p_connect_e] = {"p_connect_e", "1", "Probability of an excitatory connection.", TVB, 0.05, 1e-6, 1},
    [mf_p_connect_i] = {"p_connect_i", "1", "Probability of an inhibitory connection.", TVB, 0.05, 1e-6, 1},
    [mf_g] = {"g", "1", "Proportion of inhibitory neurons.", TVB, 0.2, 0.01, 0.99},
    [mf_T] = {"T", "ms", "Time scale of the population dynamics.", TVB, 20, 0.1, 1000},
    [mf_K_ext_e] = {"K_ext_e", "1", "Excitatory synapses of a neuron from other regions.", KUSCH, 115, 0, 1e6},
    [mf_K_ext_i] = {"K_ext_i", "1", "Inhibitory synapses of a neuron from elsewhere.", TVB, 0, 0, 1e6},
    [mf_external_input_ex_ex] = {"external_input_ex_ex", "kHz", "Constant excitatory input rate of excitatory neurons.",
                                 KUSCH, 0.001, -1, 1},
    [mf_external_input_ex_in] = {"external_input_ex_in", "kHz", "Constant inhibitory input rate of excitatory neurons.",
                                 TVB, 0, 0, 1},
    [mf_external_input_in_ex] = {"external_input_in_ex", "kHz", "Constant excitatory input rate of inhibitory neurons.",
                                 KUSCH, 0, -1, 1},
    [mf_external_input_in_in] = {"external_input_in_in", "kHz", "Constant inhibitory input rate of inhibitory neurons.",
                                 TVB, 0, 0, 1},
    [mf_S_i] = {"S_i", "1", "Scale of the coupling to inhibitory neurons.", TVB, 1, 0, 10},
    [mf_weight_noise] = {"weight_noise", "kHz", "Input rate per unit of xi.", KUSCH, 0.0002, 0, 1},
    [mf_tau_OU] = {"tau_OU", "ms", "Correlation time of xi.", KUSCH, 20, 0.01, 1e6},
    POLYNOMIAL(mf_P_e, 0, "P_e0", "1, excitatory neurons", -0.0498),
    POLYNOMIAL(mf_P_e, 1, "P_e1", "V, excitatory neurons", 0.00506),
    POLYNOMIAL(mf_P_e, 2, "P_e2", "S, excitatory neurons", -0.025),
    POLYNOMIAL(mf_P_e, 3, "P_e3", "X, excitatory neurons", 0.0014),
    POLYNOMIAL(mf_P_e, 4, "P_e4", "V^2, excitatory neurons", -0.00041),
    POLYNOMIAL(mf_P_e, 5, "P_e5", "S^2, excitatory neurons", 0.0105),
    POLYNOMIAL(mf_P_e, 6, "P_e6", "X^2, excitatory neurons", -0.036),
    POLYNOMIAL(mf_P_e, 7, "P_e7", "V S, excitatory neurons", 0.0074),
    POLYNOMIAL(mf_P_e, 8, "P_e8", "V X, excitatory neurons", -0.0012),
    POLYNOMIAL(mf_P_e, 9, "P_e9", "S X, excitatory neurons", -0.0407),
    POLYNOMIAL(mf_P_i, 0, "P_i0", "1, inhibitory neurons", -0.0514),
    POLYNOMIAL(mf_P_i, 1, "P_i1", "V, inhibitory neurons", 0.004),
    POLYNOMIAL(mf_P_i, 2, "P_i2", "S, inhibitory neurons", -0.0083),
    POLYNOMIAL(mf_P_i, 3, "P_i3", "X, inhibitory neurons", 0.0002),
    POLYNOMIAL(mf_P_i, 4, "P_i4", "V^2, inhibitory neurons", -0.0005),
    POLYNOMIAL(mf_P_i, 5, "P_i5", "S^2, inhibitory neurons", 0.0014),
    POLYNOMIAL(mf_P_i, 6, "P_i6", "X^2, inhibitory neurons", -0.014),
    POLYNOMIAL(mf_P_i, 7, "P_i7", "V S, inhibitory neurons", 0.0045),
    POLYNOMIAL(mf_P_i, 8, "P_i8", "V X, inhibitory neurons", 0.0028),
    POLYNOMIAL(mf_P_i, 9, "P_i9", "S X, inhibitory neurons", -0.00153),
    [mf_derivatives] =
        {"derivatives", "option",
         "Derivatives of the transfer function: 0 published (per Hz of a rate in kHz, as TVB's differences), "
         "1 consistent (per kHz).",
         TVB, 0, 0, 1},
    [mf_cross_terms] =
        {"cross_terms", "option",
         "Cross terms of the (co)variances: 0 tvb-root 2.11, 1 Kusch et al., 2 the linearised equations.", TVB, 0, 0,
         2},
};

/* State */

#define VARIABLE_E \
  { "E", "kHz", "Rate of the excitatory population, seen by other regions.", TVB, 0, 0, INFINITY }
#define VARIABLE_I \
  { "I", "kHz", "Rate of the inhibitory population.", TVB, 0, 0, INFINITY }
#define VARIABLE_W_e \
  { "W_e", "pA", "Adaptation of the excitatory population.", TVB, 0, -INFINITY, INFINITY }
#define VARIABLE_W_i \
  { "W_i", "pA", "Adaptation of the inhibitory population.", TVB, 0, -INFINITY, INFINITY }
#define VARIABLE_xi \
  { "xi", "1", "Ornstein-Uhlenbeck process of the input.", KUSCH, 0, -INFINITY, INFINITY }

static const fim_parameter_t order_2_variables[ORDER_2_VARIABLES] = {
    [E] = VARIABLE_E,
    [I] = VARIABLE_I,
    [C_ee] = {"C_ee", "kHz^2", "Variance of the excitatory rate.", TVB, 0, -INFINITY, INFINITY},
    [C_ei] = {"C_ei", "kHz^2", "Covariance of the two rates.", TVB, 0, -INFINITY, INFINITY},
    [C_ii] = {"C_ii", "kHz^2", "Variance of the inhibitory rate.", TVB, 0, -INFINITY, INFINITY},
    [W_e] = VARIABLE_W_e,
    [W_i] = VARIABLE_W_i,
    [xi] = VARIABLE_xi,
};

static const fim_parameter_t order_1_variables[ORDER_1_VARIABLES] = {VARIABLE_E, VARIABLE_I, VARIABLE_W_e, VARIABLE_W_i,
                                                                     VARIABLE_xi};

/*
 * The moments are a Taylor expansion of F around the rates. Out of silence under a drive their source (F - E)^2 is the
 * square of the coming rate itself, and 1/2 C F'' (F'' up to 4e4 / kHz there) exceeds F: with consistent derivatives
 * the second order can diverge within ms, whatever the cross terms, also with dt = 0.005 ms (a silent region of the
 * irregular-synchronous regime under 6 Hz: after 4 ms). That is the closure, not the arithmetic: the derivatives are
 * exact to 3e-14; an independent program of the same equations diverges alike, and not when the source is left out;
 * started in the first order's steady state both stay within 0.5 % of it (E 0.889 Hz for 0.885, C_ee 8.5e-9 kHz^2).
 * Consistent derivatives want cross_terms 2: with 1 E settles up to 80 % away from the first order.
 * No neuron fires at 1 kHz: the run ends there instead of giving numbers.
 */
static const double order_2_largest[ORDER_2_VARIABLES] = {
    [E] = 1, [I] = 1, [C_ee] = 1, [C_ei] = 1, [C_ii] = 1, [W_e] = DBL_MAX, [W_i] = DBL_MAX, [xi] = DBL_MAX,
};
static const double order_1_largest[ORDER_1_VARIABLES] = {1, 1, DBL_MAX, DBL_MAX, DBL_MAX};

static fim_rhs_t *order_2(const fim_kernels_t *kernels) {
  return kernels->mean_field_adex_2;
}

static fim_rhs_t *order_1(const fim_kernels_t *kernels) {
  return kernels->mean_field_adex_1;
}

const fim_model_t fim_mean_field_adex_2 = {
    .name = "mean_field_adex_2",
    .parameters = parameters,
    .variables = order_2_variables,
    .largest = order_2_largest,
    .parameter_count = MF_ORDER_2_PARAMETERS,
    .variable_count = ORDER_2_VARIABLES,
    .coupling_variable = E,
    .rhs = order_2,
};

const fim_model_t fim_mean_field_adex_1 = {
    .name = "mean_field_adex_1",
    .parameters = parameters,
    .variables = order_1_variables,
    .largest = order_1_largest,
    .parameter_count = MF_ORDER_1_PARAMETERS,
    .variable_count = ORDER_1_VARIABLES,
    .coupling_variable = E,
    .rhs = order_1,
};

int32_t fim_mean_field_adex_transfer(const double *params, int32_t inhibitory, int32_t n, const double *nu_e,
                                     const double *nu_i, const double *x_e, const double *x_i, const double *W,
                                     double *out) {
  const double *const in[5] = {nu_e, nu_i, x_e, x_i, W};
  for (int k = 0; k < 5; k++) {
    if (params == NULL || in[k] == NULL || out == NULL || n < 0 || (inhibitory & ~1) != 0) {
      return fim_fail(FIM_E_ARGUMENT, "transfer: n = %d, inhibitory = %d and the arrays: allowed are n >= 0, 0 or 1", n,
                      inhibitory);
    }
  }
  const fim_kernels_t *kernels = fim_kernels_chosen();
  if (kernels == NULL) {
    return fim_chain(FIM_E_ARGUMENT, "transfer");
  }
  for (int32_t at = 0; at < n; at += FIM_LANES) {
    FIM_ALIGNED double lanes[6][FIM_LANES]; /* the tail padded */
    for (int r = 0; r < FIM_LANES; r++) {
      for (int k = 0; k < 5; k++) {
        lanes[k][r] = in[k][at + r < n ? at + r : at];
      }
    }
    kernels->mean_field_adex_lanes(params, inhibitory, lanes);
    for (int r = 0; r < FIM_LANES && at + r < n; r++) {
      out[at + r] = lanes[5][r];
    }
  }
  return FIM_OK;
}
