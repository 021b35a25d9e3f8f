/* wilson_cowan_model.c: parameters and state of wilson_cowan.c. */
#include "kernels/kernels.h"
#include "wilson_cowan.h"

/* Parameters */

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

static const fim_parameter_t variables[VARIABLE_COUNT] = {
    [E] = {"E", "1", "Proportion of active excitatory cells, seen by other regions.", WC, 0.1, 0, 1},
    [I] = {"I", "1", "Proportion of active inhibitory cells.", WC, 0.05, 0, 1},
};

static fim_rhs_t *rhs(const fim_kernels_t *kernels) {
  return kernels->wilson_cowan;
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
