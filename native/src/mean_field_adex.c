/*
 * mean_field_adex.c: mean field of a network of excitatory and inhibitory AdEx neurons, second and first order.
 *
 * The master equation of El Boustani and Destexhe 2009 (doi 10.1162/neco.2009.02-08-710) with the transfer function of
 * mean_field_adex_transfer.h and adaptation (di Volo et al. 2019, doi 10.1162/neco_a_01173), as The Virtual Brain and
 * Kusch et al. 2024 (doi 10.3389/fninf.2024.1156683) use it. Rates kHz, (co)variances kHz^2, time ms.
 *   x_e = max(c + external_input_ex_ex + weight_noise xi, 0), x_i alike with S_i c and external_input_in_ex
 *   T dE/dt   = F_e - E + 1/2 C_ee F_e,ee + C_ei F_e,ei + 1/2 C_ii F_e,ii          (second order; first: F_e - E)
 *   T dI/dt   = F_i - I + 1/2 C_ee F_i,ee + C_ei F_i,ei + 1/2 C_ii F_i,ii
 *   T dC_ee/dt = F_e (1/T - F_e) / N_e + (F_e - E)^2 + 2 C_ee F_e,e + 2 C_ei [F_e,i] - 2 C_ee
 *   T dC_ei/dt = (F_e - E)(F_i - I) + [C_ee F_e,e + C_ei F_i,e + C_ei F_e,i + C_ii F_i,i] - 2 C_ei
 *   T dC_ii/dt = F_i (1/T - F_i) / N_i + (F_i - I)^2 + 2 C_ii F_i,i + 2 C_ei [F_i,e] - 2 C_ii
 *   dW_e/dt = -W_e / tau_w_e + b_e E + a_e (mu_V,e - E_L_e) / tau_w_e, W_i alike;  dxi/dt = -xi / tau_OU + noise
 * [cross terms]: as printed (tvb-root 2.11, cross_terms 0); F_i,i for F_e,i and F_e,e for F_i,e in the variances (the
 * file of Kusch et al., 1); C_ee F_i,e + C_ei F_e,e + C_ei F_i,i + C_ii F_e,i in the covariance (the linearised
 * equations, 2).
 */
#include <float.h>
#include <stddef.h>

#include "error.h"
#include "mean_field_adex_slopes.h"
#include "neuralmass_model.h"

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
    [mf_derivatives] = {"derivatives", "option",
                        "Derivatives of the transfer function: 0 published (finite differences, step counted in Hz), "
                        "1 consistent (exact, in kHz).",
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

enum { E, I, C_ee, C_ei, C_ii, W_e, W_i, xi, ORDER_2_VARIABLES };

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

enum { ORDER_1_VARIABLES = 5 };

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

/* Variables: a block of regions, its inputs and its slopes; C is NULL in first order. */

typedef struct block {
  const double *E, *I, *W_e, *W_i, *xi, *c;
  double *dE, *dI, *dW_e, *dW_i, *dxi;
  FIM_ALIGNED double x_e[BLOCK]; /* excitatory input rates of the two populations, kHz */
  FIM_ALIGNED double x_i[BLOCK];
} block_t;

FIM_INLINE double rectified(double x) {
  return x > 0 ? x : 0;
}

FIM_INLINE void inputs(const double *p, int32_t n, block_t *b) {
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double noise = p[mf_weight_noise] * b->xi[r];
    b->x_e[r] = rectified(b->c[r] + p[mf_external_input_ex_ex] + noise);
    b->x_i[r] = rectified(p[mf_S_i] * b->c[r] + p[mf_external_input_in_ex] + noise);
  }
}

/* mu_V of one region, mV. */
FIM_INLINE double mu_V(const population_t *p, double rate_e, double rate_i, double x, double W) {
  return mean_field_adex_mu_V(p, mean_field_adex_f_e(p, rate_e, x), mean_field_adex_f_i(p, rate_i, p->external_input_i),
                              W);
}

FIM_INLINE void adaptation_and_noise(const double *p, const population_t *e, const population_t *i, int32_t n,
                                     const block_t *b) {
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double V_e = mu_V(e, b->E[r], b->I[r], b->x_e[r], b->W_e[r]);
    const double V_i = mu_V(i, b->E[r], b->I[r], b->x_i[r], b->W_i[r]);
    b->dW_e[r] = -b->W_e[r] / p[mf_tau_w_e] + p[mf_b_e] * b->E[r] + p[mf_a_e] * (V_e - e->E_L) / p[mf_tau_w_e];
    b->dW_i[r] = -b->W_i[r] / p[mf_tau_w_i] + p[mf_b_i] * b->I[r] + p[mf_a_i] * (V_i - i->E_L) / p[mf_tau_w_i];
    b->dxi[r] = -b->xi[r] / p[mf_tau_OU];
  }
}

/* Slopes in the cross terms of the variances and of the covariance, chosen by the option cross_terms. */
typedef struct cross {
  const double *ee, *ii;         /* times 2 C_ei */
  const double *by_ee, *by_ei_1; /* times C_ee, C_ei, C_ei, C_ii */
  const double *by_ei_2, *by_ii;
} cross_t;

FIM_INLINE cross_t cross_terms(const double *p, const slopes_t *e, const slopes_t *i) {
  const cross_t tvb = {e->i, i->e, e->e, i->e, e->i, i->i};
  const cross_t kusch = {i->i, e->e, e->e, i->e, e->i, i->i};
  const cross_t linearised = {e->i, i->e, i->e, e->e, i->i, e->i};
  return p[mf_cross_terms] == 0 ? tvb : p[mf_cross_terms] == 1 ? kusch : linearised;
}

/* The five moments of a block; C and dC: C_ee, C_ei, C_ii. */
FIM_INLINE void moments(const double *p, int32_t n, const block_t *b, const double *const *C, double *const *dC,
                        const slopes_t *e, const slopes_t *i) {
  const cross_t x = cross_terms(p, e, i);
  const double T = p[mf_T];
  const double N_e = (1 - p[mf_g]) * p[mf_N_tot];
  const double N_i = p[mf_g] * p[mf_N_tot];
#pragma omp simd
  for (int32_t r = 0; r < n; r++) {
    const double ee = C[0][r];
    const double ei = C[1][r];
    const double ii = C[2][r];
    const double off_e = e->F[r] - b->E[r];
    const double off_i = i->F[r] - b->I[r];
    b->dE[r] = (off_e + 0.5 * ee * e->ee[r] + ei * e->ei[r] + 0.5 * ii * e->ii[r]) / T;
    b->dI[r] = (off_i + 0.5 * ee * i->ee[r] + ei * i->ei[r] + 0.5 * ii * i->ii[r]) / T;
    dC[0][r] = (e->F[r] * (1 / T - e->F[r]) / N_e + off_e * off_e + 2 * ee * e->e[r] + 2 * ei * x.ee[r] - 2 * ee) / T;
    dC[1][r] = (off_e * off_i + ee * x.by_ee[r] + ei * x.by_ei_1[r] + ei * x.by_ei_2[r] + ii * x.by_ii[r] - 2 * ei) / T;
    dC[2][r] = (i->F[r] * (1 / T - i->F[r]) / N_i + off_i * off_i + 2 * ii * i->i[r] + 2 * ei * x.ii[r] - 2 * ii) / T;
  }
}

/* step */

FIM_KERNEL static void order_2(const double *params, int32_t n, const double *const *y, const double *c,
                               double *const *dy) {
  const population_t e = mean_field_adex_population(params, 0);
  const population_t i = mean_field_adex_population(params, 1);
  const int consistent = params[mf_derivatives] == 1;
  slopes_t F_e;
  slopes_t F_i;
  for (int32_t at = 0; at < n; at += BLOCK) {
    const int32_t size = n - at < BLOCK ? n - at : BLOCK;
    block_t b = {y[E] + at,  y[I] + at,    y[W_e] + at,  y[W_i] + at, y[xi] + at, c + at, dy[E] + at,
                 dy[I] + at, dy[W_e] + at, dy[W_i] + at, dy[xi] + at, {0},        {0}};
    inputs(params, size, &b);
    const drive_t to_e = {b.E, b.I, b.x_e, b.W_e};
    const drive_t to_i = {b.E, b.I, b.x_i, b.W_i};
    if (consistent) {
      mean_field_adex_consistent(&e, size, to_e, &F_e);
      mean_field_adex_consistent(&i, size, to_i, &F_i);
    } else {
      mean_field_adex_published(&e, size, to_e, &F_e);
      mean_field_adex_published(&i, size, to_i, &F_i);
    }
    const double *const C[3] = {y[C_ee] + at, y[C_ei] + at, y[C_ii] + at};
    double *const dC[3] = {dy[C_ee] + at, dy[C_ei] + at, dy[C_ii] + at};
    moments(params, size, &b, C, dC, &F_e, &F_i);
    adaptation_and_noise(params, &e, &i, size, &b);
  }
}

FIM_KERNEL static void order_1(const double *params, int32_t n, const double *const *y, const double *c,
                               double *const *dy) {
  const population_t e = mean_field_adex_population(params, 0);
  const population_t i = mean_field_adex_population(params, 1);
  const double T = params[mf_T];
  FIM_ALIGNED double F_e[BLOCK];
  FIM_ALIGNED double F_i[BLOCK];
  for (int32_t at = 0; at < n; at += BLOCK) {
    const int32_t size = n - at < BLOCK ? n - at : BLOCK;
    block_t b = {y[0] + at,  y[1] + at,  y[2] + at,  y[3] + at,  y[4] + at, c + at, dy[0] + at,
                 dy[1] + at, dy[2] + at, dy[3] + at, dy[4] + at, {0},       {0}};
    inputs(params, size, &b);
    mean_field_adex_shifted(&e, size, (drive_t){b.E, b.I, b.x_e, b.W_e}, 0, 0, F_e);
    mean_field_adex_shifted(&i, size, (drive_t){b.E, b.I, b.x_i, b.W_i}, 0, 0, F_i);
#pragma omp simd
    for (int32_t r = 0; r < size; r++) {
      b.dE[r] = (F_e[r] - b.E[r]) / T;
      b.dI[r] = (F_i[r] - b.I[r]) / T;
    }
    adaptation_and_noise(params, &e, &i, size, &b);
  }
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

/* F of 8 regions at a time, the arrays' tail padded, so that the vector variant of erfc computes every element. */
FIM_KERNEL static void transfer(const population_t *p, const double *nu_e, const double *nu_i, const double *x_e,
                                const double *x_i, const double *W, double *out) {
#pragma omp simd
  for (int r = 0; r < FIM_LANES; r++) {
    out[r] = mean_field_adex_F(p, nu_e[r], nu_i[r], x_e[r], x_i[r], W[r]);
  }
}

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
  const population_t p = mean_field_adex_population(params, inhibitory);
  for (int32_t at = 0; at < n; at += FIM_LANES) {
    FIM_ALIGNED double lanes[6][FIM_LANES];
    for (int r = 0; r < FIM_LANES; r++) {
      for (int k = 0; k < 5; k++) {
        lanes[k][r] = in[k][at + r < n ? at + r : at];
      }
    }
    transfer(&p, lanes[0], lanes[1], lanes[2], lanes[3], lanes[4], lanes[5]);
    for (int r = 0; r < FIM_LANES && at + r < n; r++) {
      out[at + r] = lanes[5][r];
    }
  }
  return FIM_OK;
}
