/*
 * wilson_cowan.c: excitatory and inhibitory activity of a population (Wilson and Cowan 1972, equations 11 and 12,
 * doi 10.1016/S0006-3495(72)86068-5), with the symbols and defaults of The Virtual Brain.
 *
 *   tau_e dE/dt = -E + (k_e - r_e E) S_e(alpha_e (c_ee E - c_ei I + P - theta_e + c))
 *   tau_i dI/dt = -I + (k_i - r_i I) S_i(alpha_i (c_ie E - c_ii I + Q - theta_i))
 *   S(x) = c_max [1 / (1 + exp(-a (x - b))) - s / (1 + exp(a b))],  s = shift_sigmoid: 1 makes E = I = 0 a fixed point
 * c: coupling, to E only. E and I are proportions of active cells, clipped to [0, 1].
 */
#include "lanes.h"
#include "neuralmass_model.h"

/* Parameters */

enum { c_ee, c_ei, c_ie, c_ii, tau_e, tau_i, a_e, b_e, c_e, theta_e, a_i, b_i, c_i, theta_i };
enum { r_e = theta_i + 1, r_i, k_e, k_i, P, Q, alpha_e, alpha_i, shift_sigmoid, PARAMETER_COUNT };

#define WC "Wilson and Cowan 1972, eq. 11-12; default of TVB"

static const fim_parameter_t parameters[PARAMETER_COUNT] = {
    [c_ee] = {"c_ee", "1", "Coupling of the excitatory population to itself.", WC, 12, 0, 100},
    [c_ei] = {"c_ei", "1", "Coupling of the inhibitory to the excitatory population.", WC, 4, 0, 100},
    [c_ie] = {"c_ie", "1", "Coupling of the excitatory to the inhibitory population.", WC, 13, 0, 100},
    [c_ii] = {"c_ii", "1", "Coupling of the inhibitory population to itself.", WC, 11, 0, 100},
    [tau_e] = {"tau_e", "ms", "Time constant of the excitatory population.", WC, 10, 0.01, 1000},
    [tau_i] = {"tau_i", "ms", "Time constant of the inhibitory population.", WC, 10, 0.01, 1000},
    [a_e] = {"a_e", "1", "Slope of the excitatory response.", WC, 1.2, 0, 20},
    [b_e] = {"b_e", "1", "Input of steepest excitatory response.", WC, 2.8, 0, 60},
    [c_e] = {"c_e", "1", "Amplitude of the excitatory response.", WC, 1, 0, 20},
    [theta_e] = {"theta_e", "1", "Threshold of the excitatory population.", WC, 0, 0, 60},
    [a_i] = {"a_i", "1", "Slope of the inhibitory response.", WC, 1, 0, 20},
    [b_i] = {"b_i", "1", "Input of steepest inhibitory response.", WC, 4, 0, 60},
    [c_i] = {"c_i", "1", "Amplitude of the inhibitory response.", WC, 1, 0, 20},
    [theta_i] = {"theta_i", "1", "Threshold of the inhibitory population.", WC, 0, 0, 60},
    [r_e] = {"r_e", "1", "Refractory share of the excitatory population.", WC, 1, 0, 2},
    [r_i] = {"r_i", "1", "Refractory share of the inhibitory population.", WC, 1, 0, 2},
    [k_e] = {"k_e", "1", "Largest excitatory response.", WC, 1, 0, 2},
    [k_i] = {"k_i", "1", "Largest inhibitory response.", WC, 1, 0, 2},
    [P] = {"P", "1", "Constant input of the excitatory population.", WC, 0, -20, 20},
    [Q] = {"Q", "1", "Constant input of the inhibitory population.", WC, 0, -20, 20},
    [alpha_e] = {"alpha_e", "1", "Gain of the excitatory population's input.", WC, 1, 0, 20},
    [alpha_i] = {"alpha_i", "1", "Gain of the inhibitory population's input.", WC, 1, 0, 20},
    [shift_sigmoid] = {"shift_sigmoid", "option", "1: responses are shifted so that S(0) = 0; 0: they are not.", WC, 1,
                       0, 1},
};

/* State */

enum { E, I, VARIABLE_COUNT };

static const fim_parameter_t variables[VARIABLE_COUNT] = {
    [E] = {"E", "1", "Proportion of active excitatory cells, seen by other regions.", WC, 0.1, 0, 1},
    [I] = {"I", "1", "Proportion of active inhibitory cells.", WC, 0.05, 0, 1},
};

FIM_INLINE double logistic(double a, double b, double x) {
  return 1 / (1 + exp(-a * (x - b)));
}

FIM_KERNEL static void rhs(const double *p, int32_t n, const double *const *y, const double *c, double *const *dy) {
  const double *yE = FIM_ASSUME_ALIGNED(y[E]);
  const double *yI = FIM_ASSUME_ALIGNED(y[I]);
  const double *input = FIM_ASSUME_ALIGNED(c);
  double *dE = FIM_ASSUME_ALIGNED(dy[E]);
  double *dI = FIM_ASSUME_ALIGNED(dy[I]);
  const double shift_e = p[shift_sigmoid] * logistic(p[a_e], p[b_e], 0);
  const double shift_i = p[shift_sigmoid] * logistic(p[a_i], p[b_i], 0);
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double x_e = p[alpha_e] * (p[c_ee] * yE[r] - p[c_ei] * yI[r] + p[P] - p[theta_e] + input[r]);
    const double x_i = p[alpha_i] * (p[c_ie] * yE[r] - p[c_ii] * yI[r] + p[Q] - p[theta_i]);
    const double S_e = p[c_e] * (logistic(p[a_e], p[b_e], x_e) - shift_e);
    const double S_i = p[c_i] * (logistic(p[a_i], p[b_i], x_i) - shift_i);
    dE[r] = (-yE[r] + (p[k_e] - p[r_e] * yE[r]) * S_e) / p[tau_e];
    dI[r] = (-yI[r] + (p[k_i] - p[r_i] * yI[r]) * S_i) / p[tau_i];
  }
}

const fim_model_t fim_wilson_cowan = {
    .name = "wilson_cowan",
    .parameters = parameters,
    .variables = variables,
    .parameter_count = PARAMETER_COUNT,
    .variable_count = VARIABLE_COUNT,
    .coupling_variable = E,
    .rhs = rhs,
};
