/* aeif_parameters.h: the order of the rows of the aeif_cond_exp parameter table, and their check. */
#ifndef FIMBRIA_SRC_AEIF_PARAMETERS_H
#define FIMBRIA_SRC_AEIF_PARAMETERS_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum aeif_parameter {
  AEIF_C_M,
  AEIF_G_L,
  AEIF_E_L,
  AEIF_V_TH,
  AEIF_DELTA_T,
  AEIF_V_PEAK,
  AEIF_V_RESET,
  AEIF_T_REF,
  AEIF_A,
  AEIF_B,
  AEIF_TAU_W,
  AEIF_E_EX,
  AEIF_E_IN,
  AEIF_TAU_SYN_EX,
  AEIF_TAU_SYN_IN,
  AEIF_I_E,
  AEIF_PARAMETERS
};

/* FIM_OK, or FIM_E_ARGUMENT with the symbol, value and range of the first wrong parameter. params: in table order. */
int32_t aeif_check_parameters(const double *params, double dt_ms, bool exact);

/* Whether a number of steps is whole but for rounding. */
static inline bool aeif_is_whole(double steps) {
  return fabs(steps - nearbyint(steps)) <= 1e-6 * fmax(1.0, steps);
}

#endif
