/* aeif_parameters.c: the parameter table of aeif_cond_exp. Defaults are NEST's; an experiment gives its own values. */
#include "aeif_parameters.h"

#include <math.h>
#include <stddef.h>

#include "error.h"
#include "fimbria/spiking.h"

#define BRETTE "Brette and Gerstner 2005, doi 10.1152/jn.00686.2005"
#define NEST "NEST 3 aeif_cond_exp"

static const fim_parameter_t table[AEIF_PARAMETERS] = {
    [AEIF_C_M] = {"C_m", "pF", "Capacitance of the membrane", BRETTE ", table 1", 281.0, 1e-3, 1e6},
    [AEIF_G_L] = {"g_L", "nS", "Leak conductance", BRETTE ", table 1", 30.0, 0.0, 1e6},
    [AEIF_E_L] = {"E_L", "mV", "Leak reversal potential", BRETTE ", table 1", -70.6, -900.0, 900.0},
    [AEIF_V_TH] = {"V_th", "mV", "Spike initiation threshold", BRETTE ", table 1", -50.4, -900.0, 900.0},
    [AEIF_DELTA_T] = {"Delta_T", "mV", "Slope factor; 0: leaky integrate-and-fire that spikes at V_th",
                      BRETTE ", table 1", 2.0, 0.0, 100.0},
    [AEIF_V_PEAK] = {"V_peak", "mV", "Potential at which a spike is detected, at least V_th", NEST, 0.0, -900.0, 900.0},
    [AEIF_V_RESET] = {"V_reset", "mV", "Potential after a spike, below V_peak; below V_th if Delta_T = 0", NEST, -60.0,
                      -900.0, 900.0},
    [AEIF_T_REF] = {"t_ref", "ms", "Refractory period; a multiple of dt unless spike times are exact", NEST, 0.0, 0.0,
                    1e4},
    [AEIF_A] = {"a", "nS", "Subthreshold adaptation", BRETTE ", table 1", 4.0, -1e6, 1e6},
    [AEIF_B] = {"b", "pA", "Increment of w at a spike", BRETTE ", table 1", 80.5, -9e5, 9e5},
    [AEIF_TAU_W] = {"tau_w", "ms", "Time constant of adaptation", BRETTE ", table 1", 144.0, 1e-3, 1e7},
    [AEIF_E_EX] = {"E_ex", "mV", "Excitatory reversal potential", NEST, 0.0, -900.0, 900.0},
    [AEIF_E_IN] = {"E_in", "mV", "Inhibitory reversal potential", NEST, -85.0, -900.0, 900.0},
    [AEIF_TAU_SYN_EX] = {"tau_syn_ex", "ms", "Decay time of the excitatory conductance", NEST, 0.2, 1e-3, 1e6},
    [AEIF_TAU_SYN_IN] = {"tau_syn_in", "ms", "Decay time of the inhibitory conductance", NEST, 2.0, 1e-3, 1e6},
    [AEIF_I_E] = {"I_e", "pA", "Constant input current, from time 0", NEST, 0.0, -1e6, 1e6},
};

int32_t fim_aeif_parameter_count(void) {
  return AEIF_PARAMETERS;
}

int32_t fim_aeif_parameter(int32_t index, fim_parameter_t *out) {
  if (index < 0 || index >= AEIF_PARAMETERS || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_aeif_parameter: index = %d, allowed 0 to %d", index, AEIF_PARAMETERS - 1);
  }
  *out = table[index];
  return FIM_OK;
}

int32_t aeif_check_parameters(const double *params, double dt_ms, bool exact) {
  for (int i = 0; i < AEIF_PARAMETERS; i++) {
    const fim_parameter_t *row = &table[i];
    if (!(params[i] >= row->minimum && params[i] <= row->maximum)) {
      return fim_fail(FIM_E_ARGUMENT, "%s = %g %s, allowed %g to %g", row->symbol, params[i], row->unit, row->minimum,
                      row->maximum);
    }
  }
  if (params[AEIF_V_PEAK] < params[AEIF_V_TH]) {
    return fim_fail(FIM_E_ARGUMENT, "V_peak = %g mV, allowed V_th = %g mV and above", params[AEIF_V_PEAK],
                    params[AEIF_V_TH]);
  }
  if (params[AEIF_V_RESET] >= params[AEIF_V_PEAK]) {
    return fim_fail(FIM_E_ARGUMENT, "V_reset = %g mV, allowed below V_peak = %g mV", params[AEIF_V_RESET],
                    params[AEIF_V_PEAK]);
  }
  if (params[AEIF_DELTA_T] == 0.0 && params[AEIF_V_RESET] >= params[AEIF_V_TH]) {
    return fim_fail(FIM_E_ARGUMENT, "V_reset = %g mV, allowed below V_th = %g mV with Delta_T = 0",
                    params[AEIF_V_RESET], params[AEIF_V_TH]);
  }
  if (!exact && !aeif_is_whole(params[AEIF_T_REF] / dt_ms)) {
    return fim_fail(FIM_E_ARGUMENT, "t_ref = %g ms, allowed multiples of dt = %g ms (any with exact spike times)",
                    params[AEIF_T_REF], dt_ms);
  }
  return FIM_OK;
}
