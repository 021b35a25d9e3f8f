/*
 * wilson_cowan.c: excitatory and inhibitory activity of a population (Wilson and Cowan 1972, equations 11 and 12,
 * doi 10.1016/S0006-3495(72)86068-5), with the symbols and defaults of The Virtual Brain.
 *
 *   tau_e dE/dt = -E + (k_e - r_e E) S_e(alpha_e (c_ee E - c_ei I + P - theta_e + c))
 *   tau_i dI/dt = -I + (k_i - r_i I) S_i(alpha_i (c_ie E - c_ii I + Q - theta_i))
 *   S(x) = c_max [1 / (1 + exp(-a (x - b))) - s / (1 + exp(a b))],  s = shift_sigmoid: 1 makes E = I = 0 a fixed point
 * c: coupling, to E only. E and I are proportions of active cells, clipped to [0, 1].
 */
#include "wilson_cowan.h"

#include <string.h>

#include "kernels/kernels.h"
#include "lanes.h"
#include "vector_math.h"

FIM_INLINE double logistic(double a, double b, double x) {
  return 1 / (1 + fim_exp(-a * (x - b)));
}

void FIM_KERNEL(wilson_cowan)(const double *params, int32_t n, const double *const *y, const double *c,
                              double *const *dy) {
  double p[PARAMETER_COUNT]; /* of which no store to dE could be one */
  memcpy(p, params, sizeof p);
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
