/* aeif_prepare.c: what the lanes of aeif.h derive from a neuron's parameters. */
#include <math.h>

#include "aeif.h"
#include "aeif_parameters.h"
#include "vector_math.h"

/* The fast lane is for rates up to fast_rate / dt: of the membrane, of w and of the exponential current. */
static const double fast_rate = 0.1;
static const double highest_x = 3.0; /* whatever the rate, from V_th + 3 Delta_T on the coordinate is u */

/* A t_ref as near to whole steps as the parameters' check asks for is taken as whole. */
static void prepare_refractoriness(aeif_t *p, double t_ref, bool exact) {
  double steps = t_ref / p->dt;
  bool whole = aeif_is_whole(steps);
  p->t_ref_steps = (int32_t)(whole ? nearbyint(steps) : floor(steps));
  p->t_ref_rest = whole ? 0.0 : t_ref - p->t_ref_steps * p->dt;
  p->release_count = exact ? 1 : -1;
}

void aeif_prepare(const double *params, double dt_ms, bool exact, aeif_t *out) {
  aeif_t p = {
      .C_m = params[AEIF_C_M],
      .g_L = params[AEIF_G_L],
      .E_L = params[AEIF_E_L],
      .V_th = params[AEIF_V_TH],
      .Delta_T = params[AEIF_DELTA_T],
      .V_peak = params[AEIF_V_PEAK],
      .V_reset = params[AEIF_V_RESET],
      .a = params[AEIF_A],
      .b = params[AEIF_B],
      .tau_w = params[AEIF_TAU_W],
      .E_ex = params[AEIF_E_EX],
      .E_in = params[AEIF_E_IN],
      .tau_syn_ex = params[AEIF_TAU_SYN_EX],
      .tau_syn_in = params[AEIF_TAU_SYN_IN],
      .I_e = params[AEIF_I_E],
      .dt = dt_ms,
  };
  p.inverse_C_m = 1.0 / p.C_m;
  p.inverse_Delta = p.Delta_T > 0.0 ? 1.0 / p.Delta_T : 0.0;
  p.inverse_tau_w = 1.0 / p.tau_w;
  p.rate_w = p.a != 0.0 || p.b != 0.0 ? p.inverse_tau_w : 0.0;
  p.V_spike = p.Delta_T > 0.0 ? p.V_peak : p.V_th;
  double fast_x = fim_log(fast_rate * p.C_m / (fmax(p.g_L, 1e-9) * dt_ms));
  p.V_fast = fmin(p.V_th + fmin(fast_x, highest_x) * p.Delta_T, p.V_spike);
  p.g_fast = fast_rate * p.C_m / dt_ms;
  if (dt_ms * p.inverse_tau_w > fast_rate) {
    p.V_fast = -HUGE_VAL;
  }
  p.exponent_slope = p.inverse_Delta * FIM_LOG2_E;
  double log_scale = p.g_L * p.Delta_T > 0.0 ? fim_log(p.g_L * p.Delta_T) : -HUGE_VAL;
  p.exponent_offset = log_scale * FIM_LOG2_E - p.V_th * p.exponent_slope;
  p.decay_rate_ex = FIM_LOG2_E / p.tau_syn_ex;
  p.decay_rate_in = FIM_LOG2_E / p.tau_syn_in;
  p.I_rest = p.g_L * p.E_L + p.I_e;
  p.u_spike = fim_exp(-(p.V_peak - p.V_th) * p.inverse_Delta);
  p.decay_ex_half = fim_exp(-0.5 * dt_ms / p.tau_syn_ex);
  p.decay_in_half = fim_exp(-0.5 * dt_ms / p.tau_syn_in);
  p.decay_ex = fim_exp(-dt_ms / p.tau_syn_ex);
  p.decay_in = fim_exp(-dt_ms / p.tau_syn_in);
  prepare_refractoriness(&p, params[AEIF_T_REF], exact);
  *out = p;
}
