/*
 * neuralmass_model.h: what a neural-mass model is to the engine.
 *
 * A model is a C file of parameter and variable rows, and a kernel, its right-hand side. To add one, write these and
 * list the model in neuralmass_model.c.
 */
#ifndef FIMBRIA_SRC_NEURALMASS_MODEL_H
#define FIMBRIA_SRC_NEURALMASS_MODEL_H

#include <stdint.h>

#include "fimbria/neuralmass.h"
#include "lanes.h"

enum { FIM_MAX_VARIABLES = 16 };

/*
 * dy/dt of all regions. n: number of lanes, a multiple of FIM_LANES; y and dy: one array [n] per variable, aligned to
 * FIM_ALIGNMENT, dy written; c: coupling [n], held. Lane by lane the same operations whatever n is.
 */
typedef void fim_rhs_t(const double *params, int32_t n, const double *const *y, const double *c, double *const *dy);

/* Transfer function of FIM_LANES regions. lanes: nu_e, nu_i, x_e, x_i kHz, W pA; the last row, F kHz, is written. */
typedef void mean_field_adex_lanes_t(const double *params, int32_t inhibitory, double lanes[6][FIM_LANES]);

struct fim_kernels;

typedef struct fim_model {
  const char *name;
  const fim_parameter_t *parameters;
  const fim_parameter_t *variables; /* minimum and maximum: the variable is clipped to them */
  const double *largest; /* [variable_count] magnitudes beyond which the integration has failed; NULL: none */
  int32_t parameter_count, variable_count;
  int32_t coupling_variable;                            /* index of the variable that other regions see */
  fim_rhs_t *(*rhs)(const struct fim_kernels *kernels); /* its right-hand side in a variant */
} fim_model_t;

extern const fim_model_t fim_mean_field_adex_2;
extern const fim_model_t fim_mean_field_adex_1;
extern const fim_model_t fim_wilson_cowan;

/* The model of that index, or NULL with the error text set. */
const fim_model_t *fim_model_at(int32_t model);

/* FIM_OK, or FIM_E_ARGUMENT naming symbol, value and range of the first parameter that is not allowed. */
int32_t fim_model_check_parameters(const fim_model_t *model, const double *params);

#endif
