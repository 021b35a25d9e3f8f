/* wilson_cowan.h: the order of the model's parameters and variables. */
#ifndef FIMBRIA_SRC_WILSON_COWAN_H
#define FIMBRIA_SRC_WILSON_COWAN_H

enum { c_ee, c_ei, c_ie, c_ii, tau_e, tau_i, a_e, b_e, c_e, theta_e, a_i, b_i, c_i, theta_i };
enum { r_e = theta_i + 1, r_i, k_e, k_i, P, Q, alpha_e, alpha_i, shift_sigmoid, PARAMETER_COUNT };

enum { E, I, VARIABLE_COUNT };

#endif
